/** Which facts are looked for in a device: those of the profile, and those that its modules are about. */
import type { SnmpModule } from '../../../protocols/snmp/definition.ts';
import { formatOid } from '../../../protocols/snmp/oid.ts';
import type { MetricName } from '../../../protocols/snmp/profile/metrics.ts';
import { chosenMetrics } from '../../../protocols/snmp/profile/profiles.ts';
import type { ProfileSettings } from '../../../protocols/snmp/profile/settings.ts';

/** In the order in which they are shown. */
export const SUBJECTS = ['links', 'traffic', 'errors', 'cpu', 'storage', 'load'] as const;
/** Memory is storage, too. */
export type Subject = (typeof SUBJECTS)[number];
export type Wanted = ReadonlySet<Subject>;

interface Source {
  /** Any of them switches it in the profile. */
  readonly metrics: readonly MetricName[];
  /** A module that has a metric of any of these objects is about it. */
  readonly objects: readonly string[];
}

const IF_ENTRY = '1.3.6.1.2.1.2.2.1';
const IF_X_ENTRY = '1.3.6.1.2.1.31.1.1.1';
const UCD = '1.3.6.1.4.1.2021';

const SOURCES: Readonly<Record<Subject, Source>> = {
  links: { metrics: ['ifOperStatus'], objects: [`${IF_ENTRY}.8`] },
  traffic: {
    metrics: ['ifInOctets', 'ifOutOctets'],
    objects: [`${IF_ENTRY}.10`, `${IF_ENTRY}.16`, `${IF_X_ENTRY}.6`, `${IF_X_ENTRY}.10`],
  },
  errors: { metrics: ['ifInErrors', 'ifOutErrors'], objects: [`${IF_ENTRY}.14`, `${IF_ENTRY}.20`] },
  cpu: { metrics: ['hrProcessorLoad'], objects: ['1.3.6.1.2.1.25.3.3.1.2', `${UCD}.11.11`] },
  storage: { metrics: ['hrStorageUsed'], objects: ['1.3.6.1.2.1.25.2.3.1.6', `${UCD}.4.6`] },
  load: { metrics: ['laLoad1'], objects: [`${UCD}.10.1.5`, `${UCD}.10.1.5.1`, `${UCD}.10.1.6`] },
};

/** What the profile has switched off is not looked for, whatever the modules ask for. */
export function wantedOf(modules: readonly Pick<SnmpModule, 'metrics'>[], profile: ProfileSettings): Wanted {
  const asked = new Set(modules.flatMap(({ metrics }) => metrics.map(({ oid }) => formatOid(oid))));
  const chosen = chosenMetrics(profile);
  const notOff = chosenMetrics({ ...profile, name: 'full', enable: [] });
  const isWanted = ({ metrics, objects }: Source) =>
    metrics.some((metric) => chosen.has(metric)) ||
    (metrics.some((metric) => notOff.has(metric)) && objects.some((object) => asked.has(object)));
  return new Set(SUBJECTS.filter((subject) => isWanted(SOURCES[subject])));
}
