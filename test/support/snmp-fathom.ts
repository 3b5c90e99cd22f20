import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type FathomProcess, startFathom } from './fathom.ts';

export interface SnmpFathom extends FathomProcess {
  /** Of the snmp.yml: others may read it too. */
  readonly configFile: string;
}

/** Fathom as an exporter that reads a snmp.yml; `section` is what else `snmp` in its configuration says. */
export async function startSnmpFathom(snmpYml: string, section: object = {}): Promise<SnmpFathom> {
  const cwd = mkdtempSync(join(tmpdir(), 'fathom-snmp-'));
  const configFile = join(cwd, 'snmp.yml');
  writeFileSync(configFile, snmpYml);
  const config = { roles: ['exporter'], snmp: { configFiles: [configFile], ...section } };
  writeFileSync(join(cwd, 'fathom.yml'), stringify(config));
  const remove = () => rmSync(cwd, { recursive: true });
  try {
    const fathom = await startFathom({ cwd });
    return { ...fathom, configFile, stop: () => fathom.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
