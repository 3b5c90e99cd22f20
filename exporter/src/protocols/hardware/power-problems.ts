/** Power supplies that fail, and redundancy that is lost. */
import { type Problem, severityOf } from './problem.ts';
import type { HardwareReading, RedundancyReading, SupplyReading } from './reading.ts';

export function powerProblems({ supplies, supplyRedundancy, fanRedundancy }: HardwareReading): Problem[] {
  const isTold = supplyRedundancy.length > 0;
  return [
    ...supplies.map((supply) => failedSupply(supply, supplies)),
    ...supplyRedundancy.map((each) => lostRedundancy(each, 'power')),
    ...fanRedundancy.map((each) => lostRedundancy(each, 'fan')),
    isTold ? null : derivedLoss(supplies),
  ].filter((each) => each !== null);
}

const isGood = ({ health }: SupplyReading) => severityOf(health) === null;

function failedSupply(supply: SupplyReading, all: readonly SupplyReading[]): Problem | null {
  const { name, health, model, serial, state = '' } = supply;
  const severity = severityOf(health);
  if (severity === null) return null;
  return {
    kind: 'hardware.psu',
    group: 'power',
    subject: name,
    severity,
    text: `power supply ${name} ${severity === 'critical' ? 'has failed or has no input' : 'is degraded'}`,
    attributes: {
      health,
      state,
      model,
      serial,
      supplies: all.length,
      supplies_good: all.filter(isGood).length,
    },
  };
}

function lostRedundancy(
  { name, health, needed, members }: RedundancyReading,
  of: 'power' | 'fan',
): Problem | null {
  const severity = severityOf(health);
  const tooFew = needed !== null && members > 0 && members < needed;
  if (severity === null && !tooFew) return null;
  const subject = name === '' ? `${of} redundancy` : name;
  return {
    kind: 'hardware.redundancy_lost',
    group: of === 'power' ? 'power' : 'thermal',
    subject,
    severity: severity === 'critical' || tooFew ? 'error' : 'warning',
    text: `redundancy of ${of === 'power' ? 'the power supplies' : 'the fans'} is lost (${subject})`,
    attributes: { of, health, needed, members, derived: false },
  };
}

/** Of a machine that does not say itself whether its supplies stand in for each other. */
function derivedLoss(supplies: readonly SupplyReading[]): Problem | null {
  const good = supplies.filter(isGood).length;
  if (supplies.length < 2 || good === supplies.length || good > 1) return null;
  return {
    kind: 'hardware.redundancy_lost',
    group: 'power',
    subject: 'power redundancy',
    severity: 'error',
    text: `${good} of ${supplies.length} power supplies is good: none stands in for it`,
    attributes: { of: 'power', supplies: supplies.length, supplies_good: good, derived: true },
  };
}
