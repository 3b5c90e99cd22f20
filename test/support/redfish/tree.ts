/** Resources of a made-up Redfish service, by path. */
export type Json = Readonly<Record<string, unknown>>;
export type ResourceTree = Readonly<Record<string, Json>>;

export const link = (path: string) => ({ '@odata.id': path });
export const links = (...paths: string[]) => paths.map(link);
export const ok = { State: 'Enabled', Health: 'OK' };

/** A collection and its members, each named by its key. */
export function collection(path: string, members: Readonly<Record<string, Json>>): ResourceTree {
  const paths = Object.keys(members).map((id) => `${path}/${id}`);
  const own = {
    Name: path.split('/').at(-1),
    Members: links(...paths),
    'Members@odata.count': paths.length,
  };
  const resources = Object.entries(members).map(([id, member]) => [`${path}/${id}`, { Id: id, ...member }]);
  return { [path]: own, ...(Object.fromEntries(resources) as ResourceTree) };
}

export const V1 = '/redfish/v1';

/** The root of a service with one system, one chassis and one manager. */
export function root(more: Json = {}): ResourceTree {
  return {
    [V1]: {
      Id: 'RootService',
      Name: 'Root Service',
      RedfishVersion: '1.15.0',
      Systems: link(`${V1}/Systems`),
      Chassis: link(`${V1}/Chassis`),
      Managers: link(`${V1}/Managers`),
      SessionService: link(`${V1}/SessionService`),
      Links: { Sessions: link(`${V1}/SessionService/Sessions`) },
      ...more,
    },
  };
}

/** What a service says that can expand. */
export const EXPANDS = {
  ProtocolFeaturesSupported: {
    ExpandQuery: { ExpandAll: true, Levels: true, Links: true, NoLinks: true, MaxLevels: 2 },
  },
};
