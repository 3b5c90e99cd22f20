/** The watcher of BMCs as the server runs it, for services made for tests. */
import type { MachineCare } from '../../../exporter/src/contract/machine-care.ts';
import type { MachineMarks } from '../../../exporter/src/contract/machines.ts';
import type { Observation } from '../../../exporter/src/contract/module.ts';
import { machineCare } from '../../../exporter/src/app/machine-care.ts';
import module from '../../../exporter/src/modules/watchers/redfish-devices/module.ts';
import { config } from '../../../exporter/src/modules/watchers/redfish-devices/options.ts';
import type { Polling } from '../../../exporter/src/modules/watchers/redfish-devices/polling.ts';
import { plainFiles } from '../../../exporter/src/platform/plain-files.ts';
import { redfishClient } from '../../../exporter/src/platform/redfish/client.ts';
import type { RedfishTargetSettings } from '../../../exporter/src/protocols/redfish/settings.ts';
import { ModuleRunner } from '../../../exporter/src/runtime/module-runner.ts';
import { LOGIN, settings } from './asking.ts';

export interface Setup {
  readonly options?: Record<string, unknown>;
  readonly target?: Partial<RedfishTargetSettings>;
  readonly find?: (marks: MachineMarks) => string | null;
  readonly care?: MachineCare;
}

/** Looks at `address` again and again, as fast as it can. `stop` is to be awaited at the end. */
export function watching(
  address: string,
  { options = {}, target = {}, find = () => null, care = machineCare() }: Setup = {},
) {
  const own = settings({
    timeoutMs: 5000,
    hosts: new Map([['default', LOGIN]]),
    targets: [{ name: 'db1', address, interval: 10, labels: {}, ...target }],
  });
  const given = { ...config.parse(options), slowInterval: 0, settings: own };
  const redfish = redfishClient({ files: plainFiles });
  const machines = { find: (marks: MachineMarks) => Promise.resolve(find(marks)) };
  const told: Observation[] = [];
  const environment = {
    ports: { redfish, machines, machineCare: care } as never,
    host: { asset: 'host-me', name: 'me' },
    now: Date.now,
  };
  const runner = new ModuleRunner<void>(module, given, environment, (context) =>
    module.watch(context as never, given, (observation) => told.push(observation)),
  );
  const polling = <T>(read: (state: Polling) => T) => runner.fromState((state) => read(state as Polling));
  const polls = () => Number(/^fathom_redfish_polls_total (\d+)$/m.exec(text())?.[1] ?? 0);
  const text = () => (polling((state) => state.tell()) ?? []).map(({ lines }) => lines).join('');
  return {
    text,
    runner,
    async stop() {
      await runner.stop();
      await redfish.close();
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
