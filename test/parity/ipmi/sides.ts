/** Debian's ipmi_exporter and Fathom, side by side on the same configuration. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Answer, ask } from '../../support/http.ts';
import { type FathomProcess, startFathom } from '../../support/fathom.ts';
import { type Peer, startPeer } from '../../support/peer.ts';
import type { Accepted } from '../allow-list.ts';
import { compareFamilies, type Difference } from '../compare.ts';

export const COMMAND = 'prometheus-ipmi-exporter';

export const ACCEPTED: Accepted = {
  ipmi_scrape_duration_seconds: 'measured anew by each scrape',
  ipmi_chassis_drive_fault_state: 'since 1.7',
  ipmi_chassis_cooling_fault_state: 'since 1.7',
};
/** A label since 1.10. */
const LATER_LABEL = /bmc_url="[^"]*",/;

/** As ipmi_exporter's configuration has them. */
export type Modules = Readonly<Record<string, object>>;

export interface Compared {
  readonly differences: readonly Difference[];
  readonly ours: string;
}

export interface Sides {
  readonly peer: Peer;
  readonly fathom: FathomProcess;
  compare(query: string): Promise<Compared>;
  answers(query: string): Promise<{ readonly theirs: Answer; readonly ours: Answer }>;
  stop(): Promise<void>;
}

export async function startSides(modules: Modules): Promise<Sides> {
  const cwd = mkdtempSync(join(tmpdir(), 'fathom-ipmi-'));
  const configFile = join(cwd, 'ipmi.yml');
  writeFileSync(configFile, stringify({ modules }));
  const config = { roles: ['exporter'], ipmi: { configFiles: [configFile] } };
  writeFileSync(join(cwd, 'fathom.yml'), stringify(config));
  const peer = await startPeer(COMMAND, [
    `--config.file=${configFile}`,
    '--freeipmi.path=/usr/sbin',
    '--web.listen-address={address}',
  ]);
  const fathom = await startFathom({ cwd });
  const theirs = (query: string) => ask(`${peer.url}/ipmi${query}`);
  const ours = (query: string) => ask(`${fathom.url}/ipmi${query}`);
  return {
    peer,
    fathom,
    async compare(query) {
      const before = page(await theirs(query));
      const own = page(await ours(query));
      const differences = compareFamilies({ before, after: before }, own.replace(LATER_LABEL, ''), {
        prefixes: ['ipmi_'],
      });
      return { differences, ours: own };
    },
    answers: async (query) => ({ theirs: await theirs(query), ours: await ours(query) }),
    async stop() {
      await Promise.all([peer.stop(), fathom.stop()]);
      rmSync(cwd, { recursive: true });
    },
  };
}

function page({ status, text }: Answer): string {
  if (status !== 200) throw new Error(`HTTP ${status}\n${text}`);
  return text;
}
