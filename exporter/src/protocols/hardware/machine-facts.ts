/** One machine, look after look: what is worth telling of its hardware. */
import type { HardwareFact } from './fact.ts';
import type { HardwareLimits } from './limits.ts';
import { MemoryErrors } from './memory-errors.ts';
import { powerProblems } from './power-problems.ts';
import { type Problem, severityOf } from './problem.ts';
import type { FaultReading, HardwareReading } from './reading.ts';
import { driveProblems, storageProblem } from './storage-problems.ts';
import { fanProblems, temperatureProblem } from './thermal-problems.ts';

/** Of one machine at one time; the rest is left out, the worst are kept. */
const MAX_PROBLEMS = 200;
const RANK = { critical: 0, error: 1, warning: 2 } as const;

interface Held {
  readonly problem: Problem;
  /** When it was last told. */
  readonly toldMs: number;
}

export class MachineFacts {
  readonly #machine: string;
  readonly #limits: HardwareLimits;
  readonly #repeatMs: number;
  readonly #memory = new MemoryErrors();
  #held = new Map<string, Held>();
  #wasOn: boolean | null = null;

  /** `machine` is what people call it; what lasts is told again each `repeatMs`. */
  constructor(machine: string, limits: HardwareLimits, repeatMs: number) {
    this.#machine = machine;
    this.#limits = limits;
    this.#repeatMs = repeatMs;
  }

  /** What is wrong at the moment. */
  get problems(): readonly Problem[] {
    return [...this.#held.values()].map(({ problem }) => problem);
  }

  /** `nowMs` on a clock that nobody sets. */
  look(reading: HardwareReading, nowMs: number): HardwareFact[] {
    const problems = this.#problemsOf(reading, nowMs);
    const facts = [...this.#powerFacts(reading), ...this.#over(problems, reading)];
    const held = new Map([...this.#held].filter(([, { problem }]) => !reading.groups.has(problem.group)));
    for (const problem of problems) {
      const known = this.#held.get(keyOf(problem));
      const isNews = known?.problem.severity !== problem.severity || nowMs - known.toldMs >= this.#repeatMs;
      held.set(keyOf(problem), { problem, toldMs: isNews ? nowMs : known.toldMs });
      if (isNews) facts.push(this.#fact(problem));
    }
    this.#held = held;
    return facts;
  }

  #problemsOf(reading: HardwareReading, nowMs: number): Problem[] {
    const isHeld = (subject: string) => this.#held.has(`hardware.thermal ${subject}`);
    const limits = this.#limits;
    const found = [
      ...reading.temperatures.map((each) => temperatureProblem(each, limits, isHeld)),
      ...fanProblems(reading.fans, limits),
      ...powerProblems(reading),
      ...reading.drives.flatMap((drive) => driveProblems(drive, limits)),
      ...reading.storage.map(storageProblem),
      ...this.#memory.problems(reading.memory, limits, nowMs),
      ...reading.opened.map(intrusion),
      ...(reading.faults ?? []).map(fault),
    ].filter((each) => each !== null);
    const unique = [...new Map(found.map((problem) => [keyOf(problem), problem])).values()];
    return unique.sort((a, b) => RANK[a.severity] - RANK[b.severity]).slice(0, MAX_PROBLEMS);
  }

  #fact({ kind, severity, subject, text, attributes }: Problem): HardwareFact {
    return {
      kind,
      severity,
      message: `${this.#machine}: ${text}`,
      attributes: { ...attributes, subject, origin: 'state' },
      about: `${subject}:${severity}`,
    };
  }

  /** Of the parts that were read. */
  #over(problems: readonly Problem[], { groups }: HardwareReading): HardwareFact[] {
    const still = new Set(problems.map(keyOf));
    return [...this.#held]
      .filter(([key, { problem }]) => groups.has(problem.group) && !still.has(key))
      .map(([, { problem }]) => ({
        kind: 'hardware.cleared',
        severity: 'info',
        message: `${this.#machine}: no longer so: ${problem.text}`,
        attributes: { cleared: problem.kind, subject: problem.subject, origin: 'state' },
        about: `${problem.kind}:${problem.subject}`,
      }));
  }

  #powerFacts({ isOn }: HardwareReading): HardwareFact[] {
    const before = this.#wasOn;
    if (isOn !== null) this.#wasOn = isOn;
    if (isOn === null || before === null || before === isOn) return [];
    return [
      {
        kind: 'hardware.power',
        severity: isOn ? 'info' : 'warning',
        message: `${this.#machine} was turned ${isOn ? 'on' : 'off'}`,
        attributes: { power: isOn ? 'on' : 'off', subject: 'power', origin: 'state' },
        about: isOn ? 'on' : 'off',
      },
    ];
  }
}

const keyOf = ({ kind, subject }: Pick<Problem, 'kind' | 'subject'>) => `${kind} ${subject}`;

function fault({ kind, group, subject, health, text, attributes }: FaultReading): Problem | null {
  const severity = severityOf(health);
  return severity && { kind, group, subject, severity, text, attributes: { health, ...attributes } };
}

function intrusion(chassis: string): Problem {
  return {
    kind: 'hardware.intrusion',
    group: 'chassis',
    subject: chassis,
    severity: 'warning',
    text: `chassis ${chassis} was opened`,
    attributes: { chassis },
  };
}
