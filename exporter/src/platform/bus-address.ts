/** Addresses of D-Bus servers: `unix:path=/run/dbus/system_bus_socket;unix:abstract=x` (its specification, section on addresses). */

const DEFAULT_ADDRESS = 'unix:path=/var/run/dbus/system_bus_socket';

/** Socket paths to try, in their order; abstract ones begin with a zero byte. Other transports are left out. */
export function unixSocketsOf(address: string | undefined): string[] {
  return (address === undefined || address === '' ? DEFAULT_ADDRESS : address).split(';').flatMap((each) => {
    const [transport = '', rest = ''] = each.split(/:(.*)/s);
    if (transport !== 'unix') return [];
    const values = new Map(rest.split(',').map((pair) => splitPair(pair)));
    const abstract = values.get('abstract');
    const path = abstract === undefined ? values.get('path') : `\0${abstract}`;
    return path === undefined ? [] : [path];
  });
}

function splitPair(pair: string): [string, string] {
  const [key = '', value = ''] = pair.split(/=(.*)/s);
  return [key, unescape(value)];
}

function unescape(value: string): string {
  return value.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
