/** A module of ipmi_exporter 1.10, and what Fathom takes beside: other places for the password, bridging. */
import { WORKAROUNDS, type Workaround } from 'ipmi-js';
import { z } from 'zod';
import { parseFlag } from '../../snmp/config/scalars.ts';
import { COLLECTORS, DEFAULT_COLLECTORS } from '../collectors.ts';
import {
  type IpmiDriver,
  type IpmiModule,
  READING_WORKAROUNDS,
  type ReadingWorkaround,
} from '../settings.ts';
import {
  bytes,
  choice,
  isEmpty,
  listOf,
  oneOf,
  orNothing,
  parsed,
  refused,
  regex,
  text,
  wholeNumber,
} from './fields.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** IPMI 2.0, tables 22-27 and 22-30. */
const MAX_USER_BYTES = 16;
const MAX_PASSWORD_BYTES = 20;
/** FreeIPMI's session-timeout. */
const DEFAULT_TIMEOUT_MS = 20_000;
/** An hour; more is a mistake. */
const MAX_TIMEOUT_MS = 3_600_000;
const MAX_RECORD_ID = 0xffff;
/** More than a log has sorts of events, and a repository records. */
const MAX_NAMED_EVENTS = 1000;
const MAX_IDS = 8192;
/** More than there are. */
const MAX_NAMES = 100;

/** Which interface the local BMC has is the concern of the kernel's driver. */
const DRIVERS: Readonly<Record<string, IpmiDriver>> = {
  LAN: 'lan',
  LAN_2_0: 'lan_2_0',
  OPENIPMI: 'local',
  KCS: 'local',
  SSIF: 'local',
};
/** FreeIPMI's name of before → its name. */
const RENAMED: Readonly<Record<string, string>> = { ignoreauthcode: 'noauthcodecheck' };
/** What these of FreeIPMI are for needs no flag here, or is not there. */
const NEEDLESS = ['none', 'assumeio', 'spinpoll', 'assumemaxsdrrecordcount'] as const;

const NO_COMMANDS = 'Fathom runs no commands: it asks the BMC itself; leave the key out';
const INSTEAD_OF_ARGUMENTS =
  'of arguments for --bridge-sensors there is `bridge_sensors: true`, for --workaround-flags `workaround_flags`, for --exclude-record-ids `exclude_sensor_ids`';

const SHAPE = {
  user: orNothing(bytes(MAX_USER_BYTES)),
  pass: orNothing(bytes(MAX_PASSWORD_BYTES)),
  pass_file: orNothing(text()),
  pass_env: orNothing(text()),
  privilege: orNothing(choice(['user', 'operator', 'admin'])),
  driver: orNothing(driver()),
  timeout: orNothing(wholeNumber(0, MAX_TIMEOUT_MS)),
  collectors: orNothing(listOf(oneOf(COLLECTORS), MAX_NAMES)),
  exclude_sensor_ids: orNothing(listOf(wholeNumber(0, MAX_RECORD_ID), MAX_IDS)),
  workaround_flags: orNothing(listOf(workaround(), MAX_NAMES)),
  sel_events: orNothing(
    listOf(
      z.strictObject({ name: text().min(1), regex: regex() }, { error: 'expected name and regex' }),
      MAX_NAMED_EVENTS,
    ),
  ),
  bridge_sensors: orNothing(parsed(parseFlag, 'expected true or false')),
  collector_cmd: refused(`${NO_COMMANDS}, and sudo with it`),
  default_args: refused(`${NO_COMMANDS}; ${INSTEAD_OF_ARGUMENTS}`),
  custom_args: refused(`${NO_COMMANDS}; ${INSTEAD_OF_ARGUMENTS}`),
};
const Given = z.strictObject(SHAPE, { error: 'expected a map' });
type Given = z.output<typeof Given>;

/** A module without any key is one with all the defaults. */
export function moduleSchema(environment: Environment) {
  return z
    .preprocess((given) => (isEmpty(given) ? {} : given), Given)
    .transform((given, context): IpmiModule => {
      const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
      return moduleOf(given, passwordOf(given, environment, refuse));
    });
}

/** Of the BMC of this machine, where no file says anything. */
export function localDefaults(): IpmiModule {
  return { ...moduleOf({}, ''), driver: 'local' };
}

function moduleOf(given: Given, password: string): IpmiModule {
  const collectors = [...new Set(given.collectors ?? DEFAULT_COLLECTORS)];
  const flags = given.workaround_flags ?? [];
  // Get LAN mode is for administrators; all else may be read by users.
  const privilege = collectors.includes('sm-lan-mode') ? 'admin' : 'user';
  return {
    user: given.user ?? '',
    password,
    passwordFile: given.pass_file ?? null,
    privilege: given.privilege ?? privilege,
    driver: given.driver ?? 'auto',
    timeoutMs: given.timeout === 0 ? DEFAULT_TIMEOUT_MS : (given.timeout ?? DEFAULT_TIMEOUT_MS),
    collectors,
    excludeSensorIds: new Set(given.exclude_sensor_ids),
    workarounds: flags.filter((flag): flag is Workaround => isOneOf(flag, WORKAROUNDS)),
    readingWorkarounds: new Set(
      flags.filter((flag): flag is ReadingWorkaround => isOneOf(flag, READING_WORKAROUNDS)),
    ),
    bridgeSensors: given.bridge_sensors ?? false,
    selEvents: given.sel_events ?? [],
  };
}

/** Empty where it is in a file. */
function passwordOf(
  { pass, pass_file: file, pass_env: variable }: Given,
  environment: Environment,
  refuse: (path: string[], message: string) => void,
): string {
  if ([pass, file, variable].filter((place) => place !== undefined).length > 1)
    refuse([], 'expected one of pass, pass_file and pass_env');
  if (variable === undefined) return pass ?? '';
  const password = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
  if (password === undefined) refuse(['pass_env'], `the environment variable ${variable} is not set`);
  else if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES)
    refuse(['pass_env'], `the environment variable ${variable} has more than ${MAX_PASSWORD_BYTES} bytes`);
  return password ?? '';
}

function driver() {
  return text().transform((given, context) => {
    const driver = DRIVERS[given.toUpperCase()];
    if (driver !== undefined) return driver;
    const known =
      'LAN_2_0 or LAN (none: what the BMC has), or OPENIPMI, KCS or SSIF for the BMC of this machine';
    context.addIssue({ code: 'custom', message: `expected ${known}` });
    return z.NEVER;
  });
}

function workaround() {
  const known = [...WORKAROUNDS, ...READING_WORKAROUNDS, ...NEEDLESS];
  return z.preprocess(
    (given) => (typeof given === 'string' ? (RENAMED[given] ?? given) : given),
    oneOf(known),
  );
}

function isOneOf<const T extends string>(value: string, known: readonly T[]): value is T {
  return (known as readonly string[]).includes(value);
}
