/** Debian's snmp_exporter and Fathom, side by side on the same snmp.yml. */
import { type Answer, ask } from '../../support/http.ts';
import { type Peer, startPeer } from '../../support/peer.ts';
import { type SnmpFathom, startSnmpFathom } from '../../support/snmp-fathom.ts';
import type { Accepted } from '../allow-list.ts';
import { compareFamilies, type Difference, type Options } from '../compare.ts';
import { type OldConfig, writeOldConfig } from './old-form.ts';

export const COMMAND = 'prometheus-snmp-exporter';

export const ACCEPTED: Accepted = {
  'snmp_scrape_*': 'measured anew by each scrape, and with a label `module` since 0.24',
  withAddress: 'since 0.22 a lookup finds the kind of an address in the object before it',
};

/** Everything that a scrape shows; counters of a live device lie between two scrapes of the peer. */
const OPTIONS: Options = { prefixes: [''] };

export interface Compared {
  readonly differences: readonly Difference[];
  readonly ours: string;
}

export interface Sides {
  readonly peer: Peer;
  readonly fathom: SnmpFathom;
  compare(query: string): Promise<Compared>;
  /** The query of a target that both refuse or fail. */
  answers(query: string): Promise<{ readonly theirs: Answer; readonly ours: Answer }>;
  stop(): Promise<void>;
}

export async function startSides(config: OldConfig): Promise<Sides> {
  const fathom = await startSnmpFathom(writeOldConfig(config));
  const peer = await startPeer(COMMAND, [
    `--config.file=${fathom.configFile}`,
    '--web.listen-address={address}',
  ]);
  const theirs = (query: string) => ask(`${peer.url}/snmp${query}`);
  const ours = (query: string) => ask(`${fathom.url}/snmp${query}`);
  return {
    peer,
    fathom,
    async compare(query) {
      const before = page(await theirs(query));
      const own = page(await ours(query));
      const after = page(await theirs(query));
      return { differences: compareFamilies({ before, after }, own, OPTIONS), ours: own };
    },
    answers: async (query) => ({ theirs: await theirs(query), ours: await ours(query) }),
    async stop() {
      await Promise.all([peer.stop(), fathom.stop()]);
    },
  };
}

function page({ status, text }: Answer): string {
  if (status !== 200) throw new Error(`HTTP ${status}\n${text}`);
  return text;
}
