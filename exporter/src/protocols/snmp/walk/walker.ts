/** Walks through the columns of a plan: several of them, and several rows of each, in one request. */
import { ModuleError } from '../../../model/errors.ts';
import { ErrorStatus, ValueType, type Version } from '../../../model/snmp.ts';
import type { Column, Instance, Plan } from '../plan/plan.ts';
import type { Reply } from './agent.ts';
import type { DeviceMemory } from './device-memory.ts';
import type { Activity, Explain } from './explain.ts';
import { addInstances } from './instances.ts';
import { Progress } from './progress.ts';
import type { Readings } from './readings.ts';
import type { Requests } from './requests.ts';

/** Of one scrape: some 15 MB while they are converted. A chassis of 5,000 interfaces has 205,000. */
const MAX_CELLS = 250_000;
/** A device with long texts has twice those 15 MB; one that fills up its replies is not to be kept in memory. */
const MAX_BYTES = 32 << 20;
/** As gosnmp takes it where a module has 0. */
const DEFAULT_REPETITIONS = 50;

export interface WalkOptions {
  readonly version: Version;
  readonly maxRepetitions: number;
  /** Requests to the device at the same time. */
  readonly requestsInFlight: number;
  readonly allowNonincreasingOids: boolean;
  readonly memory: DeviceMemory;
  readonly explain: Explain;
}

interface Batch {
  readonly columns: readonly Progress[];
  readonly repetitions: number;
}

interface Job {
  readonly activity: Activity;
  run(): Promise<void>;
}

/** Varbinds that anybody would ask a device for at once. */
export function baseOf({ version, maxRepetitions }: Pick<WalkOptions, 'version' | 'maxRepetitions'>): number {
  return version === 1 ? 1 : maxRepetitions || DEFAULT_REPETITIONS;
}

export class Walker {
  readonly #options: WalkOptions;
  readonly #requests: Requests;
  readonly #readings: Readings;
  readonly #gets: Instance[][] = [];
  #pending: Progress[];
  /** Roots below which there was nothing: they may be instances themselves. */
  #instances: Instance[] = [];
  /** Of each table, as far as one of its columns came to its end. */
  readonly #rows = new Map<string, number>();
  #inFlight = 0;
  #failed = false;
  #settle: { readonly resolve: () => void; readonly reject: (reason: unknown) => void } | null = null;

  constructor(
    plan: Plan,
    gets: readonly Instance[],
    options: WalkOptions,
    requests: Requests,
    readings: Readings,
  ) {
    this.#options = options;
    this.#requests = requests;
    this.#readings = readings;
    this.#pending = plan.asks.map((ask) => new Progress(ask));
    // SNMPv1 tells of one missing object in each reply.
    const together = options.version === 1 ? 1 : Math.max(1, options.maxRepetitions);
    this.#gets = chunks(gets, together);
  }

  /**
   * Fills the readings.
   * @throws ModuleError; what was read before is then in the readings.
   */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#startJobs();
    });
  }

  #startJobs(): void {
    // Whether anybody is there at all is found out with one request.
    const most = this.#requests.isAnswered ? this.#options.requestsInFlight : 1;
    while (!this.#failed && this.#inFlight < most) {
      const job = this.#nextJob();
      if (!job) break;
      this.#inFlight += 1;
      job.run().then(
        () => {
          this.#inFlight -= 1;
          this.#startJobs();
        },
        (error: unknown) => {
          const { explain } = this.#options;
          this.#fail(error instanceof ModuleError ? explain.failed(job.activity, error) : error);
        },
      );
    }
    if (this.#inFlight > 0 || this.#failed) return;
    this.#options.memory.noteRows(this.#rows);
    this.#settle?.resolve();
  }

  /** What is still under way is let go of. */
  #fail(error: unknown): void {
    this.#failed = true;
    this.#settle?.reject(error);
  }

  #nextJob(): Job | null {
    const gets = this.#gets.shift();
    if (gets) return { activity: 'getting', run: () => this.#get(gets) };
    if (this.#pending.length > 0) {
      const batch = this.#takeBatch();
      return { activity: 'walking', run: () => this.#walk(batch) };
    }
    // When all else is asked for: as many as possible in one request.
    if (this.#instances.length === 0 || this.#inFlight > 0) return null;
    const together = this.#options.version === 1 ? 1 : this.#requests.room;
    const instances = this.#instances.splice(0, together);
    return { activity: 'walking', run: () => this.#getRoots(instances) };
  }

  async #get(instances: readonly Instance[]): Promise<void> {
    const reply = await this.#askForInstances(instances);
    if (reply === null) this.#gets.unshift(...halves(instances));
    else if (reply.errorStatus === ErrorStatus.noError) this.#readInstances(instances, reply);
    else if (reply.errorStatus === ErrorStatus.noSuchName && this.#options.version === 1) return;
    else if (reply.errorStatus === ErrorStatus.tooBig && instances.length > 1) {
      this.#options.memory.tooBig(instances.length);
      this.#gets.unshift(...halves(instances));
    } else this.#fail(this.#options.explain.reported(reply.errorStatus));
  }

  /** As a walk that finds nothing but its root: what goes wrong with it is no failure. */
  async #getRoots(instances: readonly Instance[]): Promise<void> {
    const reply = await this.#askForInstances(instances);
    if (reply?.errorStatus === ErrorStatus.noError) this.#readInstances(instances, reply);
    else if (instances.length > 1) for (const each of instances) await this.#getRoots([each]);
  }

  #readInstances(instances: readonly Instance[], { varbinds }: Reply): void {
    addInstances(instances, varbinds, this.#readings);
    this.#checkAmount();
  }

  #askForInstances(instances: readonly Instance[]): Promise<Reply | null> {
    return this.#requests.send(instances.length, (agent) => agent.get(instances.map(({ oid }) => oid)));
  }

  async #walk(batch: Batch): Promise<void> {
    const { columns, repetitions } = batch;
    const oids = columns.map(({ from }) => from);
    const asked = columns.length * repetitions;
    const reply = await this.#requests.send(asked, (agent) =>
      repetitions === 1 ? agent.getNext(oids) : agent.getBulk(oids, 0, repetitions),
    );
    if (reply === null) this.#pending.unshift(...columns);
    else if (reply.errorStatus !== ErrorStatus.noError) this.#readError(batch, reply);
    else this.#readReply(batch, reply);
  }

  #readReply({ columns, repetitions }: Batch, { varbinds }: Reply): void {
    const told = Math.min(columns.length, varbinds.count);
    for (let i = 1; i < told; i += 1) {
      if (!(columns[i] as Progress).isMisplaced(varbinds, i)) continue;
      this.#options.memory.needsOneColumn();
      return this.#askAlone(columns);
    }
    this.#learnFrom(columns.length * repetitions, varbinds);
    const unfinished = columns.filter(
      (progress, i) => !this.#readColumn(progress, varbinds, i, columns.length),
    );
    this.#pending.unshift(...unfinished);
    this.#checkAmount();
  }

  #checkAmount(): void {
    const { cells, bytes } = this.#readings;
    if (cells <= MAX_CELLS && bytes <= MAX_BYTES) return;
    const amount = cells > MAX_CELLS ? `${MAX_CELLS} values` : `${MAX_BYTES >> 20} MB`;
    throw new ModuleError('limit_exceeded', `more than ${amount}: let the module walk less`);
  }

  /** Whether the column is at its end. */
  #readColumn(progress: Progress, varbinds: Reply['varbinds'], first: number, step: number): boolean {
    // A reply without anything ends a walk; one that was cut short does not.
    if (first >= varbinds.count) return varbinds.count === 0 && this.#end(progress);
    const { run, isLast } = progress.read(varbinds, first, step, this.#options.allowNonincreasingOids);
    if (run.count > 0) this.#readings.add(progress.ask.column, run);
    return isLast && this.#end(progress);
  }

  #end({ ask, rows, isEmpty }: Progress): true {
    const { table } = ask.column;
    this.#rows.set(table, Math.max(rows, this.#rows.get(table) ?? 0));
    if (isEmpty && ask.mayBeInstance) {
      const { root: oid, packed, column } = ask;
      this.#instances.push({ oid, packed, columns: [column] });
    }
    return true;
  }

  #learnFrom(asked: number, varbinds: Reply['varbinds']): void {
    const { count } = varbinds;
    if (count === 0) return;
    // At the end of everything a device need not repeat that there is no more.
    if (count >= asked || isEndOfAll(varbinds)) this.#options.memory.answered(asked);
    else this.#options.memory.cutShort(count);
  }

  #readError({ columns, repetitions }: Batch, { errorStatus, errorIndex }: Reply): void {
    const asked = columns.length * repetitions;
    const [single] = columns;
    if (errorStatus === ErrorStatus.tooBig && asked > 1) {
      this.#options.memory.tooBig(asked);
      this.#pending.unshift(...columns);
      return;
    }
    const culprit = columns.length === 1 ? single : columns[errorIndex - 1];
    if (errorStatus === ErrorStatus.noSuchName && culprit) {
      culprit.endByError();
      this.#end(culprit);
      this.#pending.unshift(...columns.filter((progress) => progress !== culprit));
    } else if (columns.length === 1 && single) this.#end(single);
    else this.#askAlone(columns);
  }

  #askAlone(columns: readonly Progress[]): void {
    for (const progress of columns) progress.isAlone = true;
    this.#pending.unshift(...columns);
  }

  /** Columns that need about as many rows, as many as there is room for. */
  #takeBatch(): Batch {
    const first = this.#pending.shift() as Progress;
    const needed = this.#rowsToAskFor(first);
    const most = first.isAlone ? 1 : Math.min(this.#options.memory.columns, this.#columnsFor(needed));
    const columns = [first];
    this.#pending = this.#pending.filter((progress) => {
      if (columns.length >= most || progress.isAlone) return true;
      const rows = this.#rowsToAskFor(progress);
      if (rows > needed || rows * 2 <= needed) return true;
      columns.push(progress);
      return false;
    });
    const repetitions = Math.max(1, Math.floor(this.#requests.room / columns.length));
    return { columns, repetitions: Math.min(needed, repetitions) };
  }

  #columnsFor(rows: number): number {
    const columns = this.#requests.room / rows;
    // A column that goes on after this request may as well have fewer rows in it, so that no room is left empty.
    return Math.max(1, rows < this.#mostRows ? Math.floor(columns) : Math.ceil(columns));
  }

  get #mostRows(): number {
    return this.#options.maxRepetitions || DEFAULT_REPETITIONS;
  }

  #rowsToAskFor({ ask, rows }: Progress): number {
    const { version, memory } = this.#options;
    if (version === 1 || (ask.column.scalar && rows === 0)) return 1;
    const expected = this.#expectedRows(ask.column, memory);
    // One more than there are: to see that there are no more.
    if (expected === undefined || expected < rows) return this.#mostRows;
    return Math.min(this.#mostRows, expected - rows + 1);
  }

  #expectedRows({ table }: Column, memory: DeviceMemory): number | undefined {
    const now = this.#rows.get(table);
    const before = memory.rows(table);
    return now === undefined || before === undefined ? (now ?? before) : Math.max(now, before);
  }
}

function isEndOfAll(varbinds: Reply['varbinds']): boolean {
  return varbinds.type(varbinds.count - 1) === ValueType.endOfMibView;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let i = 0; i < items.length; i += size) parts.push(items.slice(i, i + size));
  return parts;
}

function halves<T>(items: readonly T[]): T[][] {
  return chunks(items, Math.ceil(items.length / 2));
}
