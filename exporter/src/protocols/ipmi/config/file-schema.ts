/** A configuration file of ipmi_exporter 1.10, and what Fathom takes beside: other places for the password, bridging. */
import { WORKAROUNDS, type Workaround } from 'ipmi-js';
import { z } from 'zod';
import { messageOf } from '../../../model/errors.ts';
import { goRegex } from '../../go-regex.ts';
import { isNull, parseFlag, parseInteger } from '../../snmp/config/scalars.ts';
import { didYouMean } from '../../suggest.ts';
import { type CollectorName, COLLECTORS, DEFAULT_COLLECTORS } from '../collectors.ts';
import {
  type IpmiModule,
  type NamedEvents,
  READING_WORKAROUNDS,
  type ReadingWorkaround,
} from '../settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** IPMI 2.0, tables 22-27 and 22-30. */
const MAX_USER_BYTES = 16;
const MAX_PASSWORD_BYTES = 20;
/** FreeIPMI's session-timeout. */
const DEFAULT_TIMEOUT_MS = 20_000;
/** An hour; more is a mistake. */
const MAX_TIMEOUT_MS = 3_600_000;
const MAX_RECORD_ID = 0xffff;
/** More than a log has sorts of events. */
const MAX_NAMED_EVENTS = 1000;
const MAX_IDS = 8192;

const PRIVILEGES = ['user', 'operator', 'admin'] as const;
const DRIVERS = { LAN: '1.5', LAN_2_0: '2.0' } as const;
const LOCAL_DRIVERS = ['KCS', 'SSIF', 'OPENIPMI', 'SUNBMC', 'INTELDCMI'];
/** Of FreeIPMI: what they are for needs no flag here, or is not there. */
const NEEDLESS = ['none', 'assumeio', 'spinpoll', 'assumemaxsdrrecordcount'];
/** Its older name → its name. */
const RENAMED: Readonly<Record<string, string>> = { ignoreauthcode: 'noauthcodecheck' };

const ONE_OF_COLLECTORS = `expected one of ${COLLECTORS.join(', ')}`;

export function fileSchema(environment: Environment) {
  const module = moduleSchema(environment);
  const modules = z.record(z.string().min(1).max(300), module, { error: 'expected a map of names' });
  return z.strictObject({ modules: orNothing(modules) });
}

const text = () => z.string({ error: 'expected a text' });
/** A key without a value is as good as none. */
const orNothing = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => (given === null || given === '' ? undefined : given), schema.optional());
/** The value is not repeated: it may be where a password should be. */
const parsed = <T>(parse: (given: string) => T | null, expected: string) =>
  text().transform((given, context): T => {
    const value = parse(given);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
const listOf = <S extends z.ZodType>(schema: S, max: number) =>
  z.array(schema, { error: 'expected a list' }).max(max, `expected at most ${max} of them`);
const refused = (reason: string) => z.unknown().refine(isEmpty, reason).optional();

function isEmpty(given: unknown): boolean {
  if (given === undefined || given === null || given === '') return true;
  return typeof given === 'object' && Object.keys(given).length === 0;
}

function moduleSchema(environment: Environment) {
  const shape = {
    user: bytesOrNothing(MAX_USER_BYTES),
    pass: bytesOrNothing(MAX_PASSWORD_BYTES),
    pass_file: text().optional(),
    pass_env: text().optional(),
    privilege: orNothing(oneOf(PRIVILEGES)),
    driver: orNothing(driver()),
    timeout: orNothing(wholeNumber(0, MAX_TIMEOUT_MS)),
    collectors: orNothing(listOf(collector(), 100)),
    exclude_sensor_ids: orNothing(listOf(wholeNumber(0, MAX_RECORD_ID), MAX_IDS)),
    workaround_flags: orNothing(listOf(workaround(), 100)),
    sel_events: orNothing(listOf(namedEvents(), MAX_NAMED_EVENTS)),
    bridge_sensors: orNothing(parsed(parseFlag, 'expected true or false')),
    collector_cmd: refused(
      'Fathom runs no commands and needs no sudo: it asks the BMC itself; leave the key out',
    ),
    default_args: refused('Fathom runs no commands, so that they have no arguments; leave the key out'),
    custom_args: refused(
      'Fathom runs no commands; leave the key out. For --bridge-sensors there is `bridge_sensors: true`, for --workaround-flags `workaround_flags`, for --exclude-record-ids `exclude_sensor_ids`',
    ),
  };
  return z
    .preprocess((given) => (isEmpty(given) ? {} : given), z.strictObject(shape, { error: 'expected a map' }))
    .transform((given, context): IpmiModule => {
      const places = [given.pass, given.pass_file, given.pass_env].filter((place) => place);
      if (places.length > 1)
        context.addIssue({ code: 'custom', message: 'expected one of pass, pass_file and pass_env' });
      const collectors = [...new Set(given.collectors ?? DEFAULT_COLLECTORS)];
      const flags = given.workaround_flags ?? [];
      return {
        user: given.user ?? '',
        password: passwordOf(given, environment, (message) =>
          context.addIssue({ code: 'custom', message, path: ['pass_env'] }),
        ),
        passwordFile: given.pass_file || null,
        privilege: given.privilege ?? (collectors.includes('sm-lan-mode') ? 'admin' : 'user'),
        version: given.driver ?? 'auto',
        timeoutMs: given.timeout || DEFAULT_TIMEOUT_MS,
        collectors,
        excludeSensorIds: new Set(given.exclude_sensor_ids),
        workarounds: flags.filter((flag): flag is Workaround => isOneOf(flag, WORKAROUNDS)),
        readingWorkarounds: new Set(
          flags.filter((flag): flag is ReadingWorkaround => isOneOf(flag, READING_WORKAROUNDS)),
        ),
        bridgeSensors: given.bridge_sensors ?? false,
        selEvents: given.sel_events ?? [],
      };
    });
}

function passwordOf(
  given: { readonly pass?: string | undefined; readonly pass_env?: string | undefined },
  environment: Environment,
  refuse: (message: string) => void,
): string {
  if (!given.pass_env) return given.pass ?? '';
  const password = Object.hasOwn(environment, given.pass_env) ? environment[given.pass_env] : undefined;
  if (password === undefined) refuse(`the environment variable ${given.pass_env} is not set`);
  else if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES)
    refuse(`the environment variable ${given.pass_env} has more than ${MAX_PASSWORD_BYTES} bytes`);
  return password ?? '';
}

function bytesOrNothing(max: number) {
  return parsed((given) => {
    if (isNull(given)) return '';
    return Buffer.byteLength(given) <= max ? given : null;
  }, `expected at most ${max} bytes: IPMI allows no more`).optional();
}

function oneOf<const T extends string>(allowed: readonly T[]) {
  return parsed(
    (given) => allowed.find((each) => each === given.toLowerCase()) ?? null,
    `expected one of ${allowed.join(', ')}`,
  );
}

function driver() {
  return text().transform((given, context) => {
    const name = given.toUpperCase();
    if (name in DRIVERS) return DRIVERS[name as keyof typeof DRIVERS];
    const local = LOCAL_DRIVERS.includes(name)
      ? `Fathom does not ask the machine's own interface (${name}); `
      : '';
    context.addIssue({
      code: 'custom',
      message: `${local}expected LAN_2_0 or LAN, or none for what the BMC has`,
    });
    return z.NEVER;
  });
}

function wholeNumber(min: number, max: number) {
  return parsed((given) => {
    const value = parseInteger(given);
    return value !== null && value >= min && value <= max ? value : null;
  }, `expected a whole number from ${min} to ${max}`);
}

function collector() {
  return text().transform((given, context): CollectorName => {
    const name = COLLECTORS.find((each) => each === given);
    if (name !== undefined) return name;
    context.addIssue({ code: 'custom', message: `${ONE_OF_COLLECTORS}${didYouMean(given, COLLECTORS)}` });
    return z.NEVER;
  });
}

function workaround() {
  const known: readonly string[] = [...WORKAROUNDS, ...READING_WORKAROUNDS, ...NEEDLESS];
  return text().transform((given, context): string => {
    const flag = RENAMED[given] ?? given;
    if (known.includes(flag)) return flag;
    context.addIssue({
      code: 'custom',
      message: `expected one of ${known.join(', ')}${didYouMean(given, known)}`,
    });
    return z.NEVER;
  });
}

function namedEvents() {
  const regex = text().transform((given, context): RegExp => {
    try {
      return goRegex(given);
    } catch (error) {
      context.addIssue({ code: 'custom', message: `not a regular expression: ${messageOf(error)}` });
      return z.NEVER;
    }
  });
  return z.strictObject(
    { name: text().min(1), regex },
    { error: 'expected name and regex' },
  ) satisfies z.ZodType<NamedEvents>;
}

function isOneOf<T extends string>(value: string, known: readonly T[]): value is T {
  return (known as readonly string[]).includes(value);
}
