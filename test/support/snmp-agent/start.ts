import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AgentOptions, Ready, Seen } from './options.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface SnmpAgent {
  /** `address:port` of the first agent, and of all. */
  readonly target: string;
  readonly targets: readonly string[];
  readonly pid: number;
  /** So far, by all of them. */
  seen(): Promise<Seen>;
  stop(): Promise<void>;
}

/** One process, in which all addresses are served: what it costs is not on the account of who asks. */
export async function startSnmpAgent(options: AgentOptions): Promise<SnmpAgent> {
  const child = fork(MAIN, [JSON.stringify(options)], { cwd: ROOT, execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit');
  const failed = ended.then(([code]) => {
    throw new Error(`the SNMP agent ended with ${String(code)}`);
  });
  failed.catch(() => undefined);
  const message = async () => (await Promise.race([once(child, 'message'), failed]))[0] as unknown;
  const { targets } = (await message()) as Ready;
  return {
    target: targets[0] ?? '',
    targets,
    pid: child.pid ?? 0,
    async seen() {
      child.send('seen?');
      return (await message()) as Seen;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
