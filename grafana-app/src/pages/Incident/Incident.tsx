import React from 'react';
import { useParams } from 'react-router-dom';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useIncident } from '../../api/incidents';
import type { Incident as IncidentData } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { ErrorNotice } from '../../components/ErrorNotice';
import { Page } from '../../components/Page';
import { QueryView } from '../../components/QueryView';
import { paths } from '../../routing';
import { t } from '../../t';
import { ActionsProvider, useActions } from './ActionsProvider';
import { ActivityLog } from './ActivityLog';
import { IncidentActions } from './IncidentActions';
import { IncidentSummary } from './IncidentSummary';
import { Timeline } from './Timeline';
import { WhatIsBroken } from './WhatIsBroken';
import { WhatToDo } from './WhatToDo';
import { Why } from './Why';

export default function Incident() {
  const { id = '' } = useParams<{ id: string }>();
  const query = useIncident(id);
  const parent = { title: t('incidents.title', 'Incidents'), url: paths.incidents() };
  if (query.data === undefined) {
    return (
      <Page title={t('incident.title', 'Incident')} parent={parent}>
        <div>
          <QueryView query={query}>{() => null}</QueryView>
          {query.isError && <AppLink to={paths.incidents()}>{t('incident.back', 'All incidents')}</AppLink>}
        </div>
      </Page>
    );
  }
  const incident = query.data;
  return (
    <ActionsProvider key={id} incident={incident}>
      <Page
        title={incident.title}
        parent={parent}
        subTitle={<IncidentSummary incident={incident} />}
        actions={<IncidentActions incident={incident} />}
      >
        <QueryView query={query}>{(current) => <Answers incident={current} />}</QueryView>
      </Page>
    </ActionsProvider>
  );
}

function Answers({ incident }: { readonly incident: IncidentData }) {
  const styles = useStyles2(getStyles);
  const failure = useActions()?.error ?? null;
  return (
    <div className={styles.answers}>
      {failure !== null && <ErrorNotice error={failure} />}
      <WhatIsBroken incident={incident} />
      <Why incident={incident} />
      <Timeline incident={incident} />
      <WhatToDo incident={incident} />
      <ActivityLog incident={incident} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  answers: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
});
