import { describe, expect, it } from 'vitest';
import type { HardwareFact } from './fact.ts';
import type { HardwareLimits } from './limits.ts';
import { logKindOf } from './log-kinds.ts';
import { MachineFacts } from './machine-facts.ts';
import type {
  DriveReading,
  FanReading,
  HardwareReading,
  MemoryReading,
  SupplyReading,
  TemperatureReading,
} from './reading.ts';
import { PART_GROUPS } from './reading.ts';
import { textOf } from './standing.ts';

const LIMITS: HardwareLimits = { nearCelsius: 5, slowFanPercent: 60, driveLifePercent: 10, memoryErrors: 10 };
const MINUTE = 60_000;
const NOTHING: HardwareReading = {
  groups: new Set(PART_GROUPS),
  temperatures: [],
  fans: [],
  supplies: [],
  fanRedundancy: [],
  supplyRedundancy: [],
  drives: [],
  storage: [],
  memory: [],
  opened: [],
  isOn: true,
};

/** Facts of each look, a minute apart. */
function looks(...readings: readonly Partial<HardwareReading>[]): string[][] {
  const facts = new MachineFacts('m', LIMITS, 15 * MINUTE);
  return readings.map((reading, i) => facts.look({ ...NOTHING, ...reading }, i * MINUTE).map(shown));
}
const shown = ({ kind, severity, attributes }: HardwareFact) =>
  [kind.replace('hardware.', ''), severity, textOf({ attributes }, 'level'), textOf({ attributes }, 'reason')]
    .filter(Boolean)
    .join(' ');

const temperature = (celsius: number, more: Partial<TemperatureReading> = {}) => ({
  temperatures: [{ name: 'CPU', celsius, caution: 80, critical: 90, ...more }],
});

describe('a temperature', () => {
  it.each<[string, Partial<TemperatureReading> & { celsius: number }, string[]]>([
    ['far below', { celsius: 74.9 }, []],
    ['near the lower threshold', { celsius: 75 }, ['thermal warning near']],
    ['at the lower one', { celsius: 80 }, ['thermal warning caution']],
    ['at the upper one', { celsius: 90 }, ['thermal critical critical']],
    ['near the only threshold', { celsius: 86, caution: null }, ['thermal warning near']],
    ['without thresholds', { celsius: 200, caution: null, critical: null }, []],
  ])('%s', (_, { celsius, ...more }, expected) => {
    expect(looks(temperature(celsius, more))).toEqual([expected]);
  });

  it('has to fall by two degrees to be better', () => {
    expect(looks(temperature(75), temperature(74), temperature(75), temperature(72.9))).toEqual([
      ['thermal warning near'],
      [],
      [],
      ['cleared info'],
    ]);
  });

  it('is told when it gets worse, and repeated while it lasts', () => {
    expect(looks(temperature(75), temperature(90), temperature(75))).toEqual([
      ['thermal warning near'],
      ['thermal critical critical'],
      ['thermal warning near'],
    ]);
    expect(looks(...Array<object>(17).fill(temperature(75))).flat()).toHaveLength(2);
  });
});

const fan = (name: string, speed: number, more: Partial<FanReading> = {}): FanReading => ({
  name,
  speed,
  health: 'OK',
  units: 'rpm',
  ...more,
});

describe('a fan', () => {
  it.each<[string, FanReading[], string[]]>([
    ['as the others', [9000, 8000, 9500, 9100].map((speed, i) => fan(`${i}`, speed)), []],
    [
      'far slower',
      [9000, 5000, 9000, 9000].map((speed, i) => fan(`${i}`, speed)),
      ['fan_degrading warning slow'],
    ],
    ['slower than two only', [9000, 5000, 9000].map((speed, i) => fan(`${i}`, speed)), []],
    [
      'of which the machine says so',
      [fan('1', 9000, { health: 'Warning' })],
      ['fan_degrading warning health'],
    ],
    ['that has failed', [fan('1', 0, { health: 'Critical' })], ['fan critical health']],
    [
      'of another kind',
      [fan('1', 9000), fan('2', 9000), fan('3', 9000), fan('4', 40, { units: 'percent' })],
      [],
    ],
  ])('%s', (_, fans, expected) => expect(looks({ fans })).toEqual([expected]));
});

const supply = (name: string, health: string): SupplyReading => ({ name, health, model: '', serial: '' });

describe('power', () => {
  it.each<[string, Partial<HardwareReading>, string[]]>([
    ['both good', { supplies: [supply('1', 'OK'), supply('2', 'OK')] }, []],
    [
      'one of two has failed',
      { supplies: [supply('1', 'OK'), supply('2', 'Critical')] },
      ['psu critical', 'redundancy_lost error'],
    ],
    [
      'one of four has failed',
      { supplies: ['OK', 'OK', 'OK', 'Critical'].map((health, i) => supply(`${i}`, health)) },
      ['psu critical'],
    ],
    ['the only one is degraded', { supplies: [supply('1', 'Warning')] }, ['psu warning']],
    [
      'the machine says that it is redundant',
      {
        supplies: [supply('1', 'OK'), supply('2', 'Warning')],
        supplyRedundancy: [{ name: 'PSU', health: 'OK', needed: 1, members: 2 }],
      },
      ['psu warning'],
    ],
    [
      'too few fans',
      { fanRedundancy: [{ name: 'Fans', health: '', needed: 4, members: 3 }] },
      ['redundancy_lost error'],
    ],
  ])('%s', (_, reading, expected) => expect(looks(reading).flat().sort()).toEqual([...expected].sort()));

  it('that is turned off is no problem that lasts', () => {
    expect(looks({ isOn: true }, { isOn: null }, { isOn: false }, { isOn: false })).toEqual([
      [],
      [],
      ['power warning'],
      [],
    ]);
  });
});

const drive = (more: Partial<DriveReading>): Partial<HardwareReading> => ({
  drives: [
    {
      name: '1',
      health: 'OK',
      model: '',
      serial: '',
      slot: '',
      storage: '',
      mediaType: 'SSD',
      capacityBytes: null,
      failurePredicted: null,
      lifeLeftPercent: null,
      volumes: [],
      ...more,
    },
  ],
});

describe('a drive', () => {
  it.each<[string, Partial<DriveReading>, string[]]>([
    ['that is good', { lifeLeftPercent: 11 }, []],
    ['that is worn', { lifeLeftPercent: 10 }, ['drive_predicted warning worn']],
    ['that predicts its failure', { failurePredicted: true }, ['drive_predicted error predicted']],
    [
      'that says so in its health, too',
      { failurePredicted: true, health: 'Warning' },
      ['drive_predicted error predicted'],
    ],
    ['that is degraded', { health: 'Warning' }, ['drive warning']],
    ['that has failed', { health: 'Critical' }, ['drive critical']],
  ])('%s', (_, more, expected) => expect(looks(drive(more))).toEqual([expected]));
});

const memory = (corrected: number | null, uncorrected: number | null = null): Partial<HardwareReading> => {
  const module: MemoryReading = {
    name: 'A1',
    health: 'OK',
    model: '',
    serial: '',
    capacityBytes: null,
    corrected,
    uncorrected,
    hasAlarm: false,
  };
  return { memory: [module] };
};

describe('memory', () => {
  it.each<[string, Partial<HardwareReading>[], string[]]>([
    ['with many errors from before', [memory(5000), memory(5000)], []],
    ['with errors that rise', [memory(5000), memory(5005), memory(5010)], ['memory_errors warning']],
    ['that began to count anew', [memory(5000), memory(3), memory(4)], []],
    ['with errors that could not be corrected', [memory(0, 0), memory(0, 1)], ['memory critical']],
    [
      'that was swapped after such',
      [memory(0, 0), memory(0, 1), memory(0, 0)],
      ['memory critical', 'cleared info'],
    ],
    ['that is not counted', [memory(null), memory(null)], []],
  ])('%s', (_, readings, expected) => expect(looks(...readings).flat()).toEqual(expected));
});

it('what could not be read is neither good nor gone', () => {
  const groups = new Set(PART_GROUPS.filter((group) => group !== 'thermal'));
  expect(looks(temperature(95), { groups }, {})).toEqual([
    ['thermal critical critical'],
    [],
    ['cleared info'],
  ]);
});

describe('an entry of a log is of the kind', () => {
  it.each([
    [
      'hardware.thermal',
      'IDRAC.2.8.TMP0118',
      '',
      'The system inlet temperature is greater than the upper warning threshold.',
    ],
    ['hardware.psu', 'IDRAC.2.8.PSU0003', '', 'The power input for power supply 2 is lost.'],
    ['hardware.redundancy_lost', 'IDRAC.2.8.RDU0012', '', 'Power supply redundancy is lost.'],
    [
      'hardware.drive_predicted',
      'IDRAC.2.8.PDR16',
      '',
      'Predictive failure reported for Disk 3 in Backplane 1.',
    ],
    ['hardware.fan', '', 'Fan', 'System Fan 3: state asserted'],
    ['hardware.memory', '', '', 'Corrected Memory Error threshold exceeded (Processor 1, DIMM 12)'],
    ['hardware.intrusion', '', 'Physical Security', 'General Chassis intrusion'],
    ['hardware.watchdog', '', 'Watchdog 2', 'Timer expired'],
    ['hardware.power', '', '', 'Server power removed.'],
    ['hardware.processor', '', 'Processor', 'IERR'],
    ['hardware.log', '', '', 'iLO time was set.'],
  ])('%s', (kind, messageId, sensorType, message) => {
    expect(logKindOf({ messageId, sensorType, message })).toBe(kind);
  });
});
