import { countEvents, readEventLog } from '../../../../protocols/ipmi/read/events.ts';
import type { Collect } from './asking.ts';

export const collectEvents: Collect = async ({ session, memory, module, counting, signal }, out) => {
  const log = await readEventLog(session, memory, signal);
  const { byState, byName } = await counting.run(() => countEvents(log, module), { signal });
  for (const [state, count] of byState) out.ipmi_sel_events_count_by_state(count, state);
  for (const [name, { count, latest }] of byName) {
    out.ipmi_sel_events_count_by_name(count, name);
    out.ipmi_sel_events_latest_timestamp(latest, name);
  }
};
