import type { SnmpAuth } from '../../exporter/src/model/snmp.ts';
import { DEFAULT_AUTH } from '../../exporter/src/protocols/snmp/config/auth.ts';

/** What a snmp.yml has where it says nothing. */
export function snmpAuth(auth: Partial<SnmpAuth> = {}): SnmpAuth {
  return { ...DEFAULT_AUTH, ...auth };
}
