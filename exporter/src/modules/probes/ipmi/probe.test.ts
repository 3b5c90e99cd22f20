/** What BMCs of each kind are shown as. */
import { afterEach, describe, expect, it } from 'vitest';
import { asker, type Asker } from '../../../../../test/support/ipmi/asking.ts';
import {
  type MadeUpBmc,
  type MadeUpOptions,
  nameOf,
  PASSWORD,
  startMadeUpBmc,
  USER,
} from '../../../../../test/support/ipmi/made-up-bmc.ts';
import { ANALOG, DISCRETE, EVENTS } from '../../../../../test/support/ipmi-sim/machine.ts';

const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of started.splice(0).reverse()) await each.stop();
});

const RECORDS = { ipmi: ANALOG.length + DISCRETE.length, 'sel-events': EVENTS.length };
const ALL = '[ipmi, dcmi, bmc, chassis, bmc-watchdog, sel, sel-events, sm-lan-mode]';
const file = (keys: string) => `modules:\n  default: { user: ${USER}, pass: ${PASSWORD}, ${keys} }\n`;

async function scene(keys: string, options: MadeUpOptions = {}): Promise<{ made: MadeUpBmc; by: Asker }> {
  const made = await startMadeUpBmc(options);
  const by = asker(file(keys));
  started.push(made, by);
  return { made, by };
}

/** Of what a BMC shows, the lines that begin so; without the duration. */
async function shown(keys: string, options: MadeUpOptions = {}, prefix = ''): Promise<string[]> {
  const { made, by } = await scene(keys, options);
  const lines = await by.ask(made.target);
  return lines.filter((line) => line.startsWith(prefix) && !line.startsWith('ipmi_scrape_duration'));
}

describe('a BMC', () => {
  it('is shown by all collectors', async () => {
    const lines = await shown(`collectors: ${ALL}`);
    expect(lines).toEqual(
      expect.arrayContaining([
        'ipmi_temperature_celsius{id="2",name="CPU0 Temp"} 97',
        'ipmi_temperature_state{id="2",name="CPU0 Temp"} 0',
        'ipmi_fan_speed_rpm{id="4",name="FAN 1"} 7200',
        'ipmi_fan_speed_ratio{id="6",name="FAN 1 PWM"} 0.42',
        'ipmi_voltage_volts{id="7",name="+3.3V"} 3.32',
        'ipmi_current_amperes{id="8",name="PSU1 Iin"} 1.24',
        'ipmi_power_watts{id="9",name="PSU1 Pin"} 140',
        'ipmi_sensor_value{id="11",name="PSU2 Status",type="Power Supply"} NaN',
        'ipmi_sensor_state{id="11",name="PSU2 Status",type="Power Supply"} 2',
        'ipmi_sensor_state{id="15",name="DIMM A1",type="Memory"} 1',
        'ipmi_dcmi_power_consumption_watts 210',
        'ipmi_bmc_info{bmc_url="https://bmc1",firmware_revision="2.10",manufacturer_id="Intel Corporation (343)",system_firmware_version="2.10.4"} 1',
        'ipmi_chassis_power_state 1',
        'ipmi_chassis_drive_fault_state 0',
        'ipmi_chassis_cooling_fault_state 1',
        'ipmi_bmc_watchdog_timer_state 1',
        'ipmi_bmc_watchdog_timer_use_state{name="SMS/OS"} 1',
        'ipmi_bmc_watchdog_timer_use_state{name="OEM"} 0',
        'ipmi_bmc_watchdog_logging_state 1',
        'ipmi_bmc_watchdog_timeout_action_state{action="Hard Reset"} 1',
        'ipmi_bmc_watchdog_timeout_action_state{action="Power Cycle"} 0',
        'ipmi_bmc_watchdog_pretimeout_interrupt_state{interrupt="SMI"} 1',
        'ipmi_bmc_watchdog_pretimeout_interrupt_state{interrupt="NMI / Diagnostic Interrupt"} 0',
        'ipmi_bmc_watchdog_pretimeout_interval_seconds 7',
        'ipmi_bmc_watchdog_initial_countdown_seconds 60',
        'ipmi_bmc_watchdog_current_countdown_seconds 12',
        'ipmi_sel_logs_count 6',
        'ipmi_sel_free_space_bytes 4096',
        'ipmi_sel_events_count_by_state{state="Critical"} 4',
        'ipmi_sel_events_count_by_state{state="Warning"} 2',
        'ipmi_config_lan_mode 2',
      ]),
    );
    const ups = lines.filter((line) => line.startsWith('ipmi_up'));
    expect(ups).toHaveLength(8);
    expect(ups.filter((line) => !line.endsWith(' 1'))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('fathom_'))).toEqual([]);
  });

  it('is asked only for what the module wants', async () => {
    expect(await shown('collectors: [chassis]')).toEqual([
      'ipmi_chassis_cooling_fault_state 1',
      'ipmi_chassis_drive_fault_state 0',
      'ipmi_chassis_power_state 1',
      'ipmi_up{collector="chassis"} 1',
    ]);
    expect(await shown('collectors: []')).toEqual([]);
  });

  it('keeps session and records between scrapes', async () => {
    const { made, by } = await scene('collectors: [ipmi, sel-events]');
    const first = await by.ask(made.target);
    const sessions = made.bmc.sessions;
    made.asked.length = 0;
    const again = await by.ask(made.target);
    const stable = (lines: string[]) => lines.filter((line) => !line.includes('duration'));
    expect(stable(again)).toEqual(stable(first));
    expect([sessions, made.bmc.sessions, by.client.totals().logins]).toEqual([1, 1, 1]);
    // Neither records nor entries.
    expect(made.asked.filter((each) => each === 'a 23' || each === 'a 43')).toEqual([]);
  });

  it('without DCMI is up without it', async () => {
    const inactive = (request: { netFn: number; command: number }) =>
      nameOf(request) === '2c 2' ? { data: [0xdc, ...Array<number>(17).fill(0)] } : undefined;
    expect(await shown('collectors: [dcmi]', { instead: inactive })).toEqual(['ipmi_up{collector="dcmi"} 1']);
  });
});

describe('what a BMC does not do', () => {
  it.each<[string, string, string]>([
    ['ipmi', 'a 20', 'unsupported'],
    ['dcmi', '2c 2', 'unsupported'],
    ['bmc', '6 1', 'unsupported'],
    ['chassis', '0 1', 'unsupported'],
    ['bmc-watchdog', '6 25', 'unsupported'],
    ['sel', 'a 40', 'unsupported'],
    ['sel-events', 'a 40', 'unsupported'],
    ['sm-lan-mode', '30 70', 'unsupported'],
  ])('of %s costs only that', async (collector, command, reason) => {
    const lines = await shown(`collectors: [${collector}, ${collector === 'bmc' ? 'chassis' : 'bmc'}]`, {
      instead: (request) => (nameOf(request) === command ? { completionCode: 0xc1 } : undefined),
    });
    const own = lines.filter((line) => line.includes(`"${collector}"`));
    expect(own).toEqual([
      `fathom_ipmi_failure{collector="${collector}",reason="${reason}"} 1`,
      `ipmi_up{collector="${collector}"} 0`,
    ]);
    expect(lines.filter((line) => /^ipmi_up.* 1$/.test(line))).toHaveLength(1);
  });

  it.each<[string, readonly number[], string]>([
    ['sm-lan-mode', [3], 'malformed_reply'],
    ['sm-lan-mode', [1, 1], 'malformed_reply'],
    ['sm-lan-mode', [], 'malformed_reply'],
  ])('%s answered with %j is not shown', async (collector, data, reason) => {
    const lines = await shown(`collectors: [${collector}]`, { instead: () => ({ data }) });
    expect(lines).toEqual([
      `fathom_ipmi_failure{collector="${collector}",reason="${reason}"} 1`,
      `ipmi_up{collector="${collector}"} 0`,
    ]);
  });

  it('because the user may not is told', async () => {
    const lines = await shown('collectors: [chassis]', { instead: () => ({ completionCode: 0xd4 }) });
    expect(lines[0]).toBe('fathom_ipmi_failure{collector="chassis",reason="permission_denied"} 1');
  });
});

const TEMPERATURE = { number: 1, name: 'T', entity: [7, 1], type: 1, unit: 1, raw: 31 } as const;
const sensorSays =
  (...reading: number[]): NonNullable<MadeUpOptions['instead']> =>
  (request) =>
    nameOf(request) === '4 2d' ? { data: reading } : undefined;

describe('a sensor', () => {
  it.each<[string, string, MadeUpOptions, string[]]>([
    ['in good health', '', {}, ['ipmi_temperature_celsius{id="1",name="T"} 31', '0']],
    ['not scanned', '', { instead: sensorSays(31, 0x80, 0) }, []],
    [
      'not scanned, which is a mistake',
      'workaround_flags: [ignorescanningdisabled]',
      { instead: sensorSays(31, 0x80, 0) },
      ['ipmi_temperature_celsius{id="1",name="T"} 31', '0'],
    ],
    ['not available', 'workaround_flags: [ignorescanningdisabled]', { instead: sensorSays(31, 0xe0, 0) }, []],
    ['excluded', 'exclude_sensor_ids: [1]', {}, []],
    ['beyond its critical threshold', '', { instead: sensorSays(120, 0xc0, 0x18) }, ['2']],
    [
      'that the BMC cannot read',
      '',
      { instead: (request) => (nameOf(request) === '4 2d' ? { completionCode: 0xc7 } : undefined) },
      ['ipmi_temperature_celsius{id="1",name="T"} NaN', 'NaN'],
    ],
  ])('%s', async (_, keys, options, expected) => {
    const lines = await shown(
      `collectors: [ipmi], ${keys}`,
      { analog: [TEMPERATURE], discrete: [], ...options },
      'ipmi_temperature',
    );
    const values = expected.map((each) =>
      each.startsWith('ipmi') ? each : `ipmi_temperature_state{id="1",name="T"} ${each}`,
    );
    expect(lines).toEqual(expect.arrayContaining(values));
    expect(lines).toHaveLength(expected.length === 0 ? 0 : 2);
  });
});

describe('events', () => {
  it('are counted by name', async () => {
    const events =
      'sel_events: [{ name: hot, regex: "^Upper Critical" }, { name: ecc, regex: "(?i)ECC|correctable" }, { name: none, regex: "x{9}" }]';
    expect(await shown(`collectors: [sel-events], ${events}`, {}, 'ipmi_sel_events')).toEqual([
      'ipmi_sel_events_count_by_name{name="hot"} 2',
      'ipmi_sel_events_count_by_name{name="ecc"} 1',
      'ipmi_sel_events_count_by_name{name="none"} 0',
      'ipmi_sel_events_count_by_state{state="Critical"} 4',
      'ipmi_sel_events_count_by_state{state="Warning"} 2',
      'ipmi_sel_events_latest_timestamp{name="hot"} 1710000300',
      'ipmi_sel_events_latest_timestamp{name="ecc"} 1710000120',
      'ipmi_sel_events_latest_timestamp{name="none"} 0',
    ]);
  });
});

describe('a BMC that cannot be asked', () => {
  const collectors = 'collectors: [bmc, ipmi]';
  const failures = (reason: string) => [
    `fathom_ipmi_failure{collector="bmc",reason="${reason}"} 1`,
    `fathom_ipmi_failure{collector="ipmi",reason="${reason}"} 1`,
    'ipmi_up{collector="bmc"} 0',
    'ipmi_up{collector="ipmi"} 0',
  ];

  it('because of a wrong password is asked once, and not again for a while', async () => {
    const users = [{ name: USER, password: 'another' }];
    const { made, by } = await scene(collectors, { users });
    const first = await by.ask(made.target);
    const received = made.bmc.received;
    const again = await by.ask(made.target);
    expect(first.slice(0, 4)).toEqual([
      ...failures('auth_failed').slice(0, 2),
      expect.anything(),
      expect.anything(),
    ]);
    expect(again.filter((line) => line.startsWith('ipmi_up'))).toEqual(failures('').slice(2));
    expect(made.bmc.received).toBe(received);
    expect(JSON.stringify(by.runner.status)).not.toContain(PASSWORD);
  });

  it('because the port is closed', async () => {
    const { made, by } = await scene(`${collectors}, timeout: 500`);
    await made.stop();
    const lines = await by.ask(made.target);
    expect(lines.filter((line) => !line.includes('duration'))).toEqual(failures('unreachable'));
  });

  it('because its name has no address', async () => {
    const { by } = await scene(collectors);
    const lines = await by.ask('nobody.example:623');
    expect(lines.filter((line) => !line.includes('duration'))).toEqual(failures('unreachable'));
  });

  it('because it falls silent is told before the scrape is over', async () => {
    const { made, by } = await scene('collectors: [bmc, ipmi], timeout: 60000', { instead: () => null });
    const startedAt = performance.now();
    const lines = await by.ask(made.target, { timeoutMs: 600 });
    expect(performance.now() - startedAt).toBeLessThan(600);
    expect(lines.filter((line) => !line.includes('duration'))).toEqual(failures('timeout'));
  });

  it('any more shows what it told before', async () => {
    const { made, by } = await scene('collectors: [chassis, bmc, sel]', {
      instead: (request) => (nameOf(request) === '6 1' ? null : undefined),
    });
    const lines = await by.ask(made.target, { timeoutMs: 500 });
    expect(lines).toContain('ipmi_chassis_power_state 1');
    expect(lines.filter((line) => line.startsWith('ipmi_up'))).toEqual([
      'ipmi_up{collector="chassis"} 1',
      'ipmi_up{collector="bmc"} 0',
      'ipmi_up{collector="sel"} 0',
    ]);
    expect(made.asked).not.toContain('a 40');
  });

  it.each<[keyof typeof RECORDS, string, string]>([
    ['ipmi', 'a 23', 'ipmi_up{collector="ipmi"} 1'],
    ['sel-events', 'a 43', 'ipmi_sel_events_count_by_state{state="Critical"} 4'],
  ])('with more for %s than a scrape has time for is read on by the next', async (name, request, last) => {
    const { made, by } = await scene(`collectors: [${name}]`, { delayMs: 40 });
    const scrapes: string[][] = [];
    while (!scrapes.at(-1)?.includes(last) && scrapes.length < 20)
      scrapes.push(await by.ask(made.target, { timeoutMs: 500 }));
    expect(scrapes.length).toBeGreaterThan(1);
    expect(scrapes.at(-1)).toContain(last);
    const [read, wanted] = [made.asked.filter((each) => each === request).length, RECORDS[name]];
    expect(read).toBeLessThanOrEqual(wanted + 2 * scrapes.length);
  });

  it('is asked again once it answers', async () => {
    let silent = true;
    const { made, by } = await scene('collectors: [chassis]', { instead: () => (silent ? null : undefined) });
    expect(await by.ask(made.target, { timeoutMs: 400 })).toContain('ipmi_up{collector="chassis"} 0');
    silent = false;
    expect(await by.ask(made.target)).toContain('ipmi_up{collector="chassis"} 1');
  });
});
