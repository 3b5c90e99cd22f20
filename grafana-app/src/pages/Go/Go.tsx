import React from 'react';
import { Navigate } from 'react-router-dom';
import { EmptyState, Stack } from '@grafana/ui';
import { AppLink } from '../../components/AppLink';
import { Page } from '../../components/Page';
import { QueryView } from '../../components/QueryView';
import { useUrlState } from '../../components/urlState';
import { paths } from '../../routing';
import { t } from '../../t';
import { withoutPort } from './match';
import { namesIn } from './namesIn';
import { rangeOf } from './timeRange';
import { useTarget, type Found } from './useTarget';

/** Links from alerts and panels come here: they know names of labels, not what Fathom calls the asset. */
export default function Go() {
  const url = useUrlState();
  const names = [...new Set([...url.list('name'), ...namesIn(url.get('query'))])];
  const alert = url.get('alert');
  const query = useTarget({ names, alert });
  return (
    <Page title={t('go.title', 'Looking it up')}>
      <QueryView query={query}>
        {(found) => (
          <Destination found={found} names={names} alert={alert} range={rangeOf(url.get('from'), url.get('to'))} />
        )}
      </QueryView>
    </Page>
  );
}

interface Props {
  readonly found: Found;
  readonly names: readonly string[];
  readonly alert: string;
  readonly range: ReturnType<typeof rangeOf>;
}

function Destination({ found: { incidents, assets }, names, alert, range }: Props) {
  const choices = [
    ...incidents.map(({ id, title }) => ({ id, title, path: paths.incident(id) })),
    ...assets.map(({ id, name }) => ({ id, title: name, path: assetPath(id, range) })),
  ];
  const [only] = choices;
  if (only === undefined) {
    return <Nothing names={names} alert={alert} />;
  }
  if (choices.length === 1) {
    return <Navigate replace to={only.path} />;
  }
  return (
    <Stack direction="column" gap={1}>
      <h2>{t('go.several', 'It may be any of these')}</h2>
      <ul>
        {choices.map(({ id, title, path }) => (
          <li key={id}>
            <AppLink to={path}>{title}</AppLink> ({id})
          </li>
        ))}
      </ul>
    </Stack>
  );
}

/** With a time range: what happened to the asset then. */
function assetPath(id: string, range: Props['range']): string {
  return range.from === undefined ? paths.asset(id) : paths.asset(id, 'events', range);
}

function Nothing({ names, alert }: Pick<Props, 'names' | 'alert'>) {
  const what = [alert, ...names].filter((part) => part !== '').join(', ');
  const [first = ''] = names;
  return (
    <EmptyState
      variant="not-found"
      message={
        what === ''
          ? t('go.nothing-named', 'The link names neither an alert nor an asset')
          : t('go.nothing', 'Fathom knows neither an incident nor an asset of {{what}}', { what })
      }
    >
      <Stack direction="column" gap={1} alignItems="center">
        <span>
          {t(
            'go.advice',
            'Alerts become incidents when Alertmanager sends them to Fathom, and assets are found by id, name, address and the label instance.'
          )}
        </span>
        <AppLink to={paths.inventory({ search: withoutPort(first) })}>
          {t('go.inventory', 'Look in the inventory')}
        </AppLink>
        <AppLink to={paths.incidents()}>{t('go.incidents', 'All incidents')}</AppLink>
      </Stack>
    </EmptyState>
  );
}
