/** The one contract. Every pluggable thing is a `Header` plus the single function of its kind. */
import type { z } from 'zod';
import type { Asset, AssetDraft } from '../model/asset.ts';
import type { ModuleError } from '../model/errors.ts';
import type { Event, EventDraft } from '../model/event.ts';
import type { Priority, RecommendationDraft } from '../model/recommendation.ts';
import type { Steps } from '../model/steps.ts';
import type { TextFamily } from '../model/text-family.ts';
import type { Metrics, Out } from './metrics.ts';
import type { Need, Ports } from './ports.ts';

export { ModuleError, ERROR_CODES, type ErrorCode } from '../model/errors.ts';

export const KINDS = ['collector', 'probe', 'scanner', 'watcher', 'receiver', 'rule', 'advisor'] as const;
export type Kind = (typeof KINDS)[number];

/** `O` are the options as the module gets them: those of its schema, or what `shared` makes of them. */
export interface Header<C extends z.ZodObject = z.ZodObject, O = z.output<C>> {
  /** The name of its folder, and its key in the config. */
  readonly id: string;
  /** One sentence for the documentation. */
  readonly summary: string;
  /** Every option has a default or is optional, and a description. */
  readonly config: C;
  /** False for a module that is off unless the config turns it on. */
  readonly defaultEnabled?: boolean;
  readonly shared?: SharedOptions<z.output<C>, O>;
}

/** A file that the configuration names. */
export interface NamedFile {
  /** As it is shown to people. */
  readonly path: string;
  readonly text: string;
}

/**
 * A section of the server's configuration with the files that it names, which are read at the start and at each
 * reload. Modules that name the same object share what is read.
 */
export interface ServerSection<T = unknown> {
  /** Key of the section: `snmp`. */
  readonly name: string;
  /** Its key for the files: a path, or a list of paths and patterns as Go's filepath.Glob has them. */
  readonly files: string;
  /** Of one file: more is not what it should be. */
  readonly maxFileBytes: number;
  /**
   * Pure. `section` is as the schema of the server puts it out; without files that are named, `files` is empty.
   * @throws UserError with each mistake on a line of its own, with its file.
   */
  read(
    section: unknown,
    files: readonly NamedFile[],
    environment: Readonly<Record<string, string | undefined>>,
  ): T;
  /** The same in steps of a few milliseconds, where all of it may take longer: others have to be answered meanwhile. */
  readInSteps?(...given: Parameters<ServerSection<T>['read']>): Steps<T>;
}

/** Options that do not come from the section of the module alone. */
export interface SharedOptions<I = unknown, O = I, T = unknown> {
  readonly from: ServerSection<T>;
  /**
   * The module's own options with the content of the section in them.
   * @throws UserError when the two cannot be used together.
   */
  apply(options: I, content: T): O;
}

/** This machine, as an asset. */
export interface HostIdentity {
  readonly asset: string;
  readonly name: string;
}

export interface BaseContext<S> {
  /** Aborted when the deadline has passed or the server stops. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds until the deadline: a module that knows that it may wait for long hands over what it has before. */
  readonly timeLeft: () => number;
  readonly host: HostIdentity;
  /** What `init` made, kept from run to run; lost on restart. */
  readonly state: S;
  /** Says that part of the reading is missing while the rest is good. */
  readonly partial: (reason: ModuleError) => void;
}
export type Context<N extends Need = Need, S = unknown> = BaseContext<S> & Pick<Ports, N>;

/** What a module that runs again and again declares besides its header. */
interface Runnable<C extends z.ZodObject, N extends Need, S, O = z.output<C>> extends Header<C, O> {
  /** The ports it may touch. */
  readonly needs: readonly N[];
  /** Makes the state that is kept from run to run. */
  readonly init?: (config: O) => S;
  /** Lets go of what the state holds, such as open files, when the module is stopped. */
  readonly dispose?: (state: S) => void;
}

/** This host → samples. May be synchronous: a scrape then costs no promise for it. */
export interface Collector<
  C extends z.ZodObject = z.ZodObject,
  M extends Metrics = Metrics,
  N extends Need = Need,
  S = unknown,
> extends Runnable<C, N, S> {
  readonly kind: 'collector';
  readonly metrics: M;
  collect(context: Context<N, S>, config: z.output<C>, out: Out<M>): void | Promise<void>;
}

/** What a request to a probe asks for, understood. */
export interface ProbeRequest {
  /** Requests with the same key get the same answer: those that overlap share one probing. */
  readonly key: string;
  /** Name or address of the target, without its port. */
  readonly host: string;
}

/** Which targets may be probed: an open port must be no scanner for strangers. */
export interface Access {
  /** The key of the configuration that allows them, for the text of a refusal. */
  readonly key: string;
  /** Addresses, networks (`10.0.0.0/8`) and names (`*.example.com`); what begins with `!` is refused. */
  readonly allow: readonly string[];
  /** Names and addresses that the configuration names as targets: they are allowed whatever `allow` says. */
  readonly targets: readonly string[];
}

/** One that the configuration names, and how it is asked for. */
export interface ProbeTarget {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  /** That people have given it. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What became of the requests to a probe since it was turned on. */
export interface ProbeTotals {
  readonly inFlight: number;
  /** Requests that asked for what is not possible, answered with 400. */
  readonly refused: number;
}

export type ProbeContext<N extends Need = Need, S = unknown> = Context<N, S> & {
  /** Where the target's host is: looked up and found to be allowed. Connect to this address, never to the name. */
  readonly address: string;
};

/**
 * A remote target → samples, whenever somebody asks at `path`. Many run side by side, each with a signal of its own,
 * which is aborted at the deadline, when nobody waits for the answer any longer, and when the server stops.
 */
export interface Probe<
  C extends z.ZodObject = z.ZodObject,
  M extends Metrics = Metrics,
  N extends Need = Need,
  S = unknown,
  R extends ProbeRequest = ProbeRequest,
  O = z.output<C>,
> extends Omit<Runnable<C, N, S, O>, 'init'> {
  readonly kind: 'probe';
  /** Where it is asked for: `/snmp`. */
  readonly path: string;
  /** Those whose names are known beforehand, and `foreign` for families that `probe` hands over as text. */
  readonly metrics: M;
  /** Makes the state that all runs share. It outlives changes of the configuration. */
  readonly init?: () => S;
  /** @throws UserError for a request that is not possible: answered with 400 and its text. */
  parse(query: URLSearchParams, config: O): R;
  access(config: O): Access;
  /** For Prometheus' service discovery, at /sd. */
  readonly targets?: (config: O) => readonly ProbeTarget[];
  /** The request of which the answer is about this host: it is part of /metrics. Null for none. */
  readonly ofHost?: (config: O) => ProbeTarget['query'] | null;
  /**
   * Writes through `out` what `metrics` declares, and hands over what is text already: each family once.
   * A failure is answered with 500 and the text of the ModuleError, after `failureHead`; what was written is then left
   * out.
   */
  probe(context: ProbeContext<N, S>, config: O, request: R, out: Out<M>): Promise<readonly TextFamily[]>;
  /**
   * Writes what is shown of a host whose name has no address, which then counts as read in part; without it such a
   * request fails.
   */
  readonly unknownHost?: (request: R, out: Out<M>) => void;
  /** Begins the answer to a request that failed; client_golang's "An error has occurred while serving metrics:" unless given. */
  readonly failureHead?: string;
  /** What it tells of itself at /metrics. Asked for at each scrape: cheap. */
  readonly tell?: (state: S, totals: ProbeTotals) => readonly TextFamily[];
  /**
   * Pages of plain text that it serves beside, by path (`/config`), in pieces that are each made quickly: others are
   * served in between. No secrets.
   */
  readonly pages?: Readonly<Record<string, (config: O) => Iterable<string>>>;
}

export interface Discovery {
  readonly assets: readonly AssetDraft[];
  /** False means "what I saw", never "all there is": nothing is then marked as gone. */
  readonly complete: boolean;
  /** What whoever asked should know of it, and is no failure. */
  readonly notes?: readonly string[];
}

/** Anywhere → assets. */
export interface Scanner<
  C extends z.ZodObject = z.ZodObject,
  N extends Need = Need,
  S = unknown,
  O = z.output<C>,
> extends Runnable<C, N, S, O> {
  readonly kind: 'scanner';
  /** How often it runs unless the config says otherwise, as a duration. */
  readonly interval: string;
  /** How long a run may take unless the config says otherwise, as a duration. Default 30s. */
  readonly timeout?: string;
  scan(context: Context<N, S>, config: O): Promise<Discovery>;
}

/** An event as a watcher or a receiver tells it; asset and time default to this host and now. */
export interface Observation<K extends string = string> extends Omit<
  EventDraft,
  'asset' | 'source' | 'timeNs' | 'kind' | 'tenant'
> {
  readonly kind: K;
  readonly asset?: string;
  readonly timeNs?: bigint;
}

/** This host, or devices that the configuration names, looked at every few seconds → events. */
export interface Watcher<
  C extends z.ZodObject = z.ZodObject,
  E extends Readonly<Record<string, string>> = Readonly<Record<string, string>>,
  N extends Need = Need,
  S = unknown,
  O = z.output<C>,
> extends Runnable<C, N, S, O> {
  readonly kind: 'watcher';
  readonly interval: string;
  /** Every kind of event it can tell, with its meaning. */
  readonly events: E;
  watch(
    context: Context<N, S>,
    config: O,
    emit: (observation: Observation<keyof E & string>) => void,
  ): void | Promise<void>;
  /** What it tells of itself at /metrics, once it has looked. Asked for at each scrape: cheap. */
  readonly tell?: (state: S) => readonly TextFamily[];
}

export type ReceiverContext<N extends Need = Need, S = unknown> = Omit<Context<N, S>, 'timeLeft'> & {
  /** To be called once it listens: until then it counts as starting. */
  readonly listening: () => void;
};

/**
 * What others send to this host → events. It listens until the signal is aborted and resolves when all is let go of.
 * One that rejects, or ends by itself, is started again after a while.
 */
export interface Receiver<
  C extends z.ZodObject = z.ZodObject,
  E extends Readonly<Record<string, string>> = Readonly<Record<string, string>>,
  N extends Need = Need,
  S = unknown,
  O = z.output<C>,
> extends Runnable<C, N, S, O> {
  readonly kind: 'receiver';
  /** Every kind of event it can tell, with its meaning. */
  readonly events: E;
  /** @throws ModuleError when it cannot listen. */
  receive(
    context: ReceiverContext<N, S>,
    config: O,
    emit: (observation: Observation<keyof E & string>) => void,
  ): Promise<void>;
}

/** One side of a rule: an event of one of these kinds that passes the test. */
export interface Condition<Config = unknown> {
  readonly facts: readonly string[];
  readonly test?: (event: Event, config: Config) => boolean;
}

/** One event for each condition of a rule. */
export type Matched<K extends string = string> = Readonly<Record<K, Event>>;

/**
 * Events of one entity within a window → a match. It asks for facts (event kinds), never for who reported them.
 * The rule's config has `window` (milliseconds): all matched events lie within it.
 */
export interface Rule<C extends RuleConfig = RuleConfig, K extends string = string> extends Header<C> {
  readonly kind: 'rule';
  readonly severity: Priority;
  /** Share of the score when matched in full, 0 to 1. */
  readonly weight: number;
  readonly conditions: Readonly<Record<K, Condition<z.output<C>>>>;
  /** Attribute that says what the events are about (`pid`): events about one thing are matched first. */
  readonly subject?: string;
  /** How well the events match, 0 to 1. Default 1. */
  readonly strength?: (events: Matched<K>, config: z.output<C>) => number;
  readonly explain: (events: Matched<K>, config: z.output<C>) => string;
}
export type RuleConfig = z.ZodObject<{ window: z.ZodType<number, string | undefined> }>;

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** [milliseconds since the epoch, value], oldest first. */
  readonly points: readonly (readonly [number, number])[];
}

/** All that an advisor may know of one asset. */
export interface AdvisorView {
  readonly asset: Asset;
  readonly nowMs: number;
  /** Recent events of the declared kinds, oldest first. */
  readonly events: readonly Event[];
  /** Recent history of a declared metric of this host; empty for other assets. */
  series(metric: string): readonly Series[];
}

/** Facts → recommendations. */
export interface Advisor<C extends z.ZodObject = z.ZodObject> extends Header<C> {
  readonly kind: 'advisor';
  /** Kinds of events it looks at. */
  readonly facts: readonly string[];
  /** Metrics whose recent history it looks at. */
  readonly series: readonly string[];
  advise(view: AdvisorView, config: z.output<C>): readonly RecommendationDraft[];
}

/** A module whose exact types are of no interest to the one who handles it. */
// The members are contravariant in config and state, so only `any` can stand for "some".
/* eslint-disable @typescript-eslint/no-explicit-any */
export type AnyCollector = Collector<any, any, any, any>;
export type AnyProbe = Probe<any, any, any, any, any, any>;
export type AnyReceiver = Receiver<any, any, any, any, any>;
export type AnyScanner = Scanner<any, any, any, any>;
export type AnyWatcher = Watcher<any, any, any, any, any>;
export type AnyRule = Rule<any, any>;
export type AnyAdvisor = Advisor<any>;
/* eslint-enable @typescript-eslint/no-explicit-any */
export type AnyModule =
  AnyCollector | AnyProbe | AnyScanner | AnyWatcher | AnyReceiver | AnyRule | AnyAdvisor;

export const defineCollector = <
  C extends z.ZodObject,
  const M extends Metrics,
  const N extends Need,
  S = undefined,
>(
  module: Omit<Collector<C, M, N, S>, 'kind'>,
): Collector<C, M, N, S> => ({ kind: 'collector', ...module });

export const defineProbe = <
  C extends z.ZodObject,
  const M extends Metrics,
  const N extends Need,
  R extends ProbeRequest,
  S = undefined,
  O = z.output<C>,
>(
  module: Omit<Probe<C, M, N, S, R, O>, 'kind'>,
): Probe<C, M, N, S, R, O> => ({ kind: 'probe', ...module });

export const defineScanner = <C extends z.ZodObject, const N extends Need, S = undefined, O = z.output<C>>(
  module: Omit<Scanner<C, N, S, O>, 'kind'>,
): Scanner<C, N, S, O> => ({ kind: 'scanner', ...module });

export const defineWatcher = <
  C extends z.ZodObject,
  const E extends Readonly<Record<string, string>>,
  const N extends Need,
  S = undefined,
  O = z.output<C>,
>(
  module: Omit<Watcher<C, E, N, S, O>, 'kind'>,
): Watcher<C, E, N, S, O> => ({ kind: 'watcher', ...module });

export const defineReceiver = <
  C extends z.ZodObject,
  const E extends Readonly<Record<string, string>>,
  const N extends Need,
  S = undefined,
  O = z.output<C>,
>(
  module: Omit<Receiver<C, E, N, S, O>, 'kind'>,
): Receiver<C, E, N, S, O> => ({ kind: 'receiver', ...module });

export const defineRule = <C extends RuleConfig, const K extends string>(
  module: Omit<Rule<C, K>, 'kind'>,
): Rule<C, K> => ({ kind: 'rule', ...module });

export const defineAdvisor = <C extends z.ZodObject>(module: Omit<Advisor<C>, 'kind'>): Advisor<C> => ({
  kind: 'advisor',
  ...module,
});
