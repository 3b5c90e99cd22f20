import type { Health } from '../api/services.ts';
import type { ModuleHealth } from '../api/v1/health-view.ts';
import type { AnyModule } from '../contract/module.ts';
import { isUnsupported, type ModuleStatus } from '../runtime/module-status.ts';
import type { ModuleReport } from '../runtime/self-metrics.ts';
import type { EventStats } from '../store/store.ts';
import type { FathomConfig } from './config/schema.ts';
import { isActive } from './modules.ts';

export interface HealthInput {
  readonly modules: readonly AnyModule[];
  readonly config: FathomConfig;
  readonly host: string;
  readonly reports: readonly ModuleReport[];
  readonly events: EventStats;
  readonly starting: boolean;
}

export function healthOf({ modules, config, host, reports, events, starting }: HealthInput): Health {
  const running = new Map(reports.map(({ status }) => [`${status.kind}/${status.id}`, status]));
  const shown = modules.map((module) =>
    moduleHealth(module, isActive(config, module), running.get(`${module.kind}/${module.id}`)),
  );
  const failing = shown.filter(({ status }) => status === 'failing');
  const problems = [
    ...failing.map(({ kind, id, lastError }) => `${kind} ${id} fails: ${lastError ?? ''}`),
    ...(events.lost > 0 ? [`${events.lost} records of the event log were damaged and are lost`] : []),
  ];
  return {
    status: starting ? 'starting' : problems.length > 0 ? 'degraded' : 'ok',
    host,
    dataDir: config.data.dir,
    problems,
    modules: shown,
  };
}

/** Rules and advisors have no runs of their own, and a probe waits to be asked: enabled is all there is to say. */
function moduleHealth(
  { kind, id }: AnyModule,
  enabled: boolean,
  status: ModuleStatus | undefined,
): ModuleHealth {
  const lastRun = status?.lastRunMs ?? null;
  return {
    kind,
    id,
    status: !enabled ? 'off' : status ? stateOf(status) : 'ok',
    lastRun: lastRun === null ? null : new Date(lastRun).toISOString(),
    lastError: status?.lastError ? `${status.lastError.code}: ${status.lastError.message}` : null,
  };
}

function stateOf(status: ModuleStatus): ModuleHealth['status'] {
  if (status.runs === 0) return status.kind === 'probe' ? 'ok' : 'pending';
  if (isUnsupported(status)) return 'unsupported';
  if (!status.succeeded) return 'failing';
  return status.partial ? 'partial' : 'ok';
}
