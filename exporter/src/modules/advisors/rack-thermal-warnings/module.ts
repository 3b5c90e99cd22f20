import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import { defineAdvisor } from '../../../contract/module.ts';
import type { Event } from '../../../model/event.ts';
import type { RecommendationDraft } from '../../../model/recommendation.ts';
import { messageFact, textOf } from '../../../protocols/hardware/standing.ts';

const config = z.object({
  machines: z
    .number()
    .int()
    .min(1)
    .default(2)
    .describe('So many machines of one rack must be warm: of one alone, the machine is at fault.'),
  window: duration('20m', { min: '1m', max: '1h' }).describe(
    'They must have been so within it. Longer than `repeatInterval` of the watchers `redfish-devices` and `ipmi-devices`.',
  ),
});
type Config = z.output<typeof config>;

/** Of two machines that are warm together, chance may be the reason. */
const CONFIDENCE_OF_TWO = 0.7;

export default defineAdvisor({
  id: 'rack-thermal-warnings',
  summary: 'Several machines of one rack are warm at the same time: the air, not a machine, is at fault.',
  config,
  facts: ['hardware.rack_thermal'],
  series: [],
  advise({ events, asset, nowMs }, options) {
    const warm = latestByMachine(events, nowMs, options);
    return warm.length < options.machines ? [] : [draftOf(asset.name, warm)];
  },
});

/** The worst of each machine. */
function latestByMachine(events: readonly Event[], nowMs: number, { window }: Config): Event[] {
  const byMachine = new Map<string, Event>();
  for (const event of events) {
    if (nowMs - Number(event.lastTimeNs / 1_000_000n) > window) continue;
    const machine = textOf(event, 'machine');
    const known = byMachine.get(machine);
    if (known?.severity !== 'critical' || event.severity === 'critical') byMachine.set(machine, event);
  }
  return [...byMachine.values()];
}

function draftOf(rack: string, warm: readonly Event[]): RecommendationDraft {
  const critical = warm.filter(({ severity }) => severity === 'critical').length;
  const machines = warm.map((each) => textOf(each, 'machine')).sort();
  return {
    subject: 'temperature',
    severity: critical > 0 ? 'critical' : 'high',
    // Halving what is missing with each machine more.
    confidence: 1 - (1 - CONFIDENCE_OF_TWO) * 2 ** -Math.max(0, warm.length - 2),
    title: `Rack ${rack}: ${warm.length} machines are warm`,
    explanation:
      `${machines.join(', ')} are near a threshold of temperature or beyond it at the same time` +
      `${critical > 0 ? `, ${critical} of them beyond the critical one` : ''}. Machines that share nothing but their ` +
      `air point at the cooling of the rack or the room.`,
    evidence: warm.map((each) => messageFact(textOf(each, 'machine'), each)),
    steps: [
      'Look at the air: the units of the room, their filters, perforated tiles in front of the rack, doors that stand open.',
      'Compare the inlet temperatures from bottom to top: only the upper ones warm means that exhaust air comes round; close empty units with blanking panels.',
      'Take load off, or move work to another rack, beginning with the machines that are beyond the critical threshold.',
      'When it falls again, look what changed in the hour before: a new machine, a failed unit, a set point.',
    ],
    runbook: 'docs/runbooks/rack-thermal-warnings.md',
  };
}
