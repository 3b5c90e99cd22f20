import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { counter, gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { forEachUnit, Manager, type UnitInterface } from './manager.ts';
import { countByState, parseVersion, type Unit, UNIT_STATES } from './units.ts';

/** Older ones do not know the state of the system, nor when timers last elapsed. */
const FIRST_WITH_STATE = 212;
/** As which systemd tells a number of tasks that it does not know or that has no limit. */
const NO_TASKS = 2 ** 64;
const MICROSECONDS = 1e6;

const METRICS = {
  node_systemd_unit_state: gauge('Systemd unit', ['name', 'state', 'type']),
  node_systemd_unit_start_time_seconds: gauge('Start time of the unit since unix epoch in seconds.', [
    'name',
  ]),
  node_systemd_unit_tasks_current: gauge('Current number of tasks per Systemd unit', ['name']),
  node_systemd_unit_tasks_max: gauge('Maximum number of tasks per Systemd unit', ['name']),
  node_systemd_system_running: gauge("Whether the system is operational (see 'systemctl is-system-running')"),
  node_systemd_units: gauge('Summary of systemd unit states', ['state']),
  node_systemd_service_restart_total: counter('Service unit count of Restart triggers', ['name']),
  node_systemd_timer_last_trigger_seconds: gauge('Seconds since epoch of last trigger.', ['name']),
  node_systemd_socket_accepted_connections_total: counter('Total number of accepted socket connections', [
    'name',
  ]),
  node_systemd_socket_current_connections: gauge('Current number of socket connections', ['name']),
  node_systemd_socket_refused_connections_total: gauge('Total number of refused socket connections', [
    'name',
  ]),
  node_systemd_version: gauge('Detected systemd version', ['version']),
  node_systemd_virtualization_info: gauge('Detected virtualization technology', ['virtualization_type']),
};

const Config = z.object({
  unitInclude: regex('.+')
    .describe('Names of units to show, matched as a whole; they must also not match `unitExclude`.')
    .meta({ flags: ['--collector.systemd.unit-whitelist'] }),
  unitExclude: regex(String.raw`.+\.(automount|device|mount|scope|slice)`)
    .describe('Names of units to leave out, matched as a whole.')
    .meta({ flags: ['--collector.systemd.unit-blacklist'] }),
  enableTaskMetrics: z.boolean().default(false).describe('Shows how many tasks services have and may have.'),
  enableRestartsMetrics: z.boolean().default(false).describe('Shows how often services were restarted.'),
  enableStartTimeMetrics: z.boolean().default(false).describe('Shows when units were started.'),
  private: z
    .boolean()
    .default(false)
    .describe('Asks systemd over its own socket instead of the bus. Needs root; for tests.'),
});
type Options = z.output<typeof Config>;

export default defineCollector({
  id: 'systemd',
  summary: 'Units of systemd and their states, asked over D-Bus.',
  defaultEnabled: false,
  config: Config,
  metrics: METRICS,
  needs: ['buses'],
  async collect({ buses, signal }, config, out) {
    const manager = new Manager(config.private ? buses.systemd : buses.system, signal);
    const version = parseVersion(await manager.optionalProperty('Version'));
    out.node_systemd_version(version.number, version.text);
    out.node_systemd_virtualization_info(
      1,
      virtualizationOf(await manager.optionalProperty('Virtualization')),
    );

    const all = await manager.units();
    for (const [state, count] of countByState(all)) out.node_systemd_units(count, state);
    const knowsState = version.number >= FIRST_WITH_STATE;
    const reader = new UnitReader(manager, config, out, knowsState);
    await forEachUnit(all.filter(wanted(config)), (unit) => reader.read(unit));
    if (knowsState)
      out.node_systemd_system_running((await manager.property('SystemState')) === 'running' ? 1 : 0);
  },
});

function virtualizationOf(told: unknown): string {
  if (typeof told !== 'string') return 'unknown';
  return told === '' ? 'none' : told;
}

/** `null` as `regex()` makes it of an empty text: matches no name. */
function wanted({ unitInclude, unitExclude }: Options): (unit: Unit) => boolean {
  const whole = (pattern: RegExp | null) => (pattern ? new RegExp(`^(?:${pattern.source})$`) : null);
  const [include, exclude] = [whole(unitInclude), whole(unitExclude)];
  return ({ name, loadState }) =>
    include?.test(name) === true && exclude?.test(name) !== true && loadState === 'loaded';
}

/** What is shown of one unit after the other. */
class UnitReader {
  readonly #manager: Manager;
  readonly #config: Options;
  readonly #out: Out<typeof METRICS>;
  readonly #withTimers: boolean;

  constructor(manager: Manager, config: Options, out: Out<typeof METRICS>, withTimers: boolean) {
    this.#manager = manager;
    this.#config = config;
    this.#out = out;
    this.#withTimers = withTimers;
  }

  async read(unit: Unit): Promise<void> {
    const kind = unit.name.slice(unit.name.lastIndexOf('.') + 1);
    await this.#state(unit, kind);
    if (this.#config.enableStartTimeMetrics) await this.#startTime(unit);
    if (kind === 'service') await this.#service(unit);
    else if (kind === 'timer' && this.#withTimers) await this.#timer(unit);
    else if (kind === 'socket') await this.#socket(unit);
  }

  async #state(unit: Unit, kind: string): Promise<void> {
    const owner = kind === 'service' ? 'Service' : kind === 'mount' ? 'Mount' : null;
    const type = owner ? await this.#manager.unitProperty(unit, owner, 'Type') : '';
    for (const state of UNIT_STATES) {
      const isIn = state === unit.activeState ? 1 : 0;
      this.#out.node_systemd_unit_state(isIn, unit.name, state, typeof type === 'string' ? type : '');
    }
  }

  async #startTime(unit: Unit): Promise<void> {
    const started =
      unit.activeState === 'active' ? await this.#number(unit, 'Unit', 'ActiveEnterTimestamp') : 0;
    if (started !== null) this.#out.node_systemd_unit_start_time_seconds(started / MICROSECONDS, unit.name);
  }

  async #service(unit: Unit): Promise<void> {
    const { enableRestartsMetrics, enableTaskMetrics } = this.#config;
    if (enableRestartsMetrics) {
      const restarts = await this.#number(unit, 'Service', 'NRestarts');
      if (restarts !== null) this.#out.node_systemd_service_restart_total(restarts, unit.name);
    }
    if (!enableTaskMetrics) return;
    const current = await this.#number(unit, 'Service', 'TasksCurrent');
    if (current !== null && current < NO_TASKS) this.#out.node_systemd_unit_tasks_current(current, unit.name);
    const most = await this.#number(unit, 'Service', 'TasksMax');
    if (most !== null && most < NO_TASKS) this.#out.node_systemd_unit_tasks_max(most, unit.name);
  }

  async #timer(unit: Unit): Promise<void> {
    const last = await this.#number(unit, 'Timer', 'LastTriggerUSec');
    if (last !== null) this.#out.node_systemd_timer_last_trigger_seconds(last / MICROSECONDS, unit.name);
  }

  async #socket(unit: Unit): Promise<void> {
    const accepted = await this.#number(unit, 'Socket', 'NAccepted');
    if (accepted === null) return;
    this.#out.node_systemd_socket_accepted_connections_total(accepted, unit.name);
    const current = await this.#number(unit, 'Socket', 'NConnections');
    if (current === null) return;
    this.#out.node_systemd_socket_current_connections(current, unit.name);
    const refused = await this.#number(unit, 'Socket', 'NRefused');
    if (refused !== null) this.#out.node_systemd_socket_refused_connections_total(refused, unit.name);
  }

  /** Null when systemd does not tell. */
  async #number(unit: Unit, owner: UnitInterface, name: string): Promise<number | null> {
    const value = await this.#manager.unitProperty(unit, owner, name);
    return typeof value === 'number' ? value : null;
  }
}
