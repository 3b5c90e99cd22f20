/** Users of snmpd, one for each way of proving who asks, and the modules that ask as them. */
import { AUTH_PASSWORD, PRIV_PASSWORD, RECORDED_USER, type User } from '../../support/snmp-daemons.ts';
import type { OldConfig, OldMetric } from './old-form.ts';

/** net-snmp's names; those of snmp_exporter have no hyphens. */
const AUTHS = ['MD5', 'SHA', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'];
const PRIVS = ['DES', 'AES', 'AES-192', 'AES-192-C', 'AES-256', 'AES-256-C'];

export const USERS: readonly User[] = [
  { name: 'noAuth' },
  ...AUTHS.map((auth) => ({ name: `auth${auth}`, auth })),
  // With the shortest digest keys have to be extended, with the longest they have to be cut.
  ...PRIVS.flatMap((priv) =>
    ['MD5', 'SHA', 'SHA-512'].map((auth) => ({ name: `${auth}${priv}`, auth, priv })),
  ),
];

const SYSTEM = '1.3.6.1.2.1.1';
const text = (name: string, number: number): OldMetric => ({
  name,
  oid: `${SYSTEM}.${number}`,
  type: 'DisplayString',
  help: `${name} of the device`,
});
/** Short, so that many can be asked for; the last is what makes it a walk. */
const METRICS: readonly OldMetric[] = [
  text('sysDescr', 1),
  text('sysContact', 4),
  text('sysLocation', 6),
  {
    name: 'sysORID',
    oid: `${SYSTEM}.9.1.2`,
    type: 'OctetString',
    help: 'What the agent can',
    indexes: [{ labelname: 'sysORIndex', type: 'gauge' }],
  },
];

const plain = (name: string) => name.replaceAll('-', '');
const SYSTEM_MODULE = { walk: [SYSTEM], metrics: METRICS };

const securityOf = ({ name, auth, priv }: User) => ({
  username: name,
  security_level: priv ? 'authPriv' : auth ? 'authNoPriv' : 'noAuthNoPriv',
  ...(auth && { auth_protocol: plain(auth), password: AUTH_PASSWORD }),
  ...(priv && { priv_protocol: plain(priv), priv_password: PRIV_PASSWORD }),
});

/** The modules are named as the users. */
export const USER_MODULES: OldConfig = Object.fromEntries(
  USERS.map((user) => [user.name, { ...SYSTEM_MODULE, version: 3, auth: securityOf(user) }]),
);

/** Who asks snmpsim for a recording. */
export const asReaderOf = (context: string) => ({ ...securityOf(RECORDED_USER), context_name: context });

const sha = { username: 'SHAAES', security_level: 'authPriv', auth_protocol: 'SHA', priv_protocol: 'AES' };
const asUser = (auth: object) => ({ ...SYSTEM_MODULE, version: 3, auth });

export const WRONG_USER_MODULES: OldConfig = {
  unknownUser: asUser({ username: 'nobody', security_level: 'noAuthNoPriv' }),
  wrongPassword: asUser({ ...sha, password: 'wrong-password', priv_password: PRIV_PASSWORD }),
};
