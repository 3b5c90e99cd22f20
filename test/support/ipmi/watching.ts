/** The watcher of BMCs by IPMI as the server runs it, for BMCs made for tests. */
import { machineCare } from '../../../exporter/src/app/machine-care.ts';
import type { MachineCare } from '../../../exporter/src/contract/machine-care.ts';
import type { MachineMarks } from '../../../exporter/src/contract/machines.ts';
import type { Observation } from '../../../exporter/src/contract/module.ts';
import module from '../../../exporter/src/modules/watchers/ipmi-devices/module.ts';
import { config } from '../../../exporter/src/modules/watchers/ipmi-devices/options.ts';
import type { Polling } from '../../../exporter/src/modules/watchers/ipmi-devices/polling.ts';
import { hostLookup } from '../../../exporter/src/platform/host-lookup.ts';
import { ipmiClient } from '../../../exporter/src/platform/ipmi/client.ts';
import { nativeLibrary } from '../../../exporter/src/platform/native-library.ts';
import { plainFiles } from '../../../exporter/src/platform/plain-files.ts';
import type { IpmiTargetSettings } from '../../../exporter/src/protocols/ipmi/settings.ts';
import { ModuleRunner } from '../../../exporter/src/runtime/module-runner.ts';
import { settings } from './asking.ts';
import { PASSWORD, USER } from './made-up-bmc.ts';

export interface Setup {
  readonly options?: Record<string, unknown>;
  readonly target?: Partial<IpmiTargetSettings>;
  readonly find?: (marks: MachineMarks) => string | null;
  readonly care?: MachineCare;
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly now?: () => number;
  /** Of a command; short where nobody answers, long where a busy machine must not matter. */
  readonly timeoutMs?: number;
}

/** Looks at `address` again and again, as fast as it can. `stop` is to be awaited at the end. */
export function watching(address: string, setup: Setup = {}) {
  const {
    options = {},
    target = {},
    find = () => null,
    care = machineCare(),
    now = Date.now,
    timeoutMs = 10_000,
  } = setup;
  const own = settings(`modules: { default: { user: ${USER}, pass: ${PASSWORD}, timeout: ${timeoutMs} } }`, {
    targets: [{ name: 'db1', address, module: 'default', interval: 10, labels: {}, ...target }],
    local: null,
  });
  const given = { ...config.parse(options), settings: own };
  const ipmi = ipmiClient({ files: plainFiles, native: nativeLibrary() });
  const machines = { find: (marks: MachineMarks) => Promise.resolve(find(marks)) };
  const told: Observation[] = [];
  const environment = {
    ports: { ipmi, machines, machineCare: care, hosts: hostLookup(now, setup.resolve) } as never,
    host: { asset: 'host-me', name: 'me' },
    now,
  };
  const runner = new ModuleRunner<void>(module, given, environment, (context) =>
    module.watch(context as never, given, (observation) => told.push(observation)),
  );
  const polling = <T>(read: (state: Polling) => T) => runner.fromState((state) => read(state as Polling));
  const text = () => (polling((state) => state.tell()) ?? []).map(({ lines }) => lines).join('');
  const polls = () => Number(/^fathom_ipmi_polls_total (\d+)$/m.exec(text())?.[1] ?? 0);
  return {
    text,
    runner,
    client: ipmi,
    async stop() {
      await runner.stop();
      await ipmi.close();
    },
    /** What so many looks more have told. */
    async looks(count: number): Promise<Observation[]> {
      const until = polls() + count;
      while (polls() < until) {
        await runner.run(1000);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await runner.run(1000);
      return told.splice(0);
    },
  };
}
