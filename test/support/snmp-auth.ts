import type { SnmpAuth } from '../../exporter/src/model/snmp.ts';

/** What a snmp.yml has where it says nothing. */
export function snmpAuth(auth: Partial<SnmpAuth> = {}): SnmpAuth {
  return {
    version: 2,
    community: 'public',
    securityLevel: 'noAuthNoPriv',
    username: '',
    password: '',
    authProtocol: 'MD5',
    privProtocol: 'DES',
    privPassword: '',
    contextName: '',
    ...auth,
  };
}
