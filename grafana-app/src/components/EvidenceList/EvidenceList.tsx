import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Fact } from '../../api/types';
import { paths } from '../../routing';
import { t } from '../../t';
import { AppLink } from '../AppLink';
import { durationText } from '../duration';
import { Table } from '../Table';
import { formatterOf } from '../TimeChart/format';
import { ExactTime } from '../When';
import { factName } from './factName';
import { exactValue, isEventId, readingOf } from './reading';

interface Props {
  readonly facts: readonly Fact[];
  readonly caption: string;
  /** Whose events the facts come from. */
  readonly asset?: string;
}

/** Numbers behind a statement: what, how much, measured by what and when. */
export function EvidenceList({ facts, caption, asset }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Table
      label={caption}
      isCompact
      minWidth={520}
      head={
        <>
          <th scope="col">{t('evidence.column.fact', 'Fact')}</th>
          <th scope="col">{t('evidence.column.value', 'Value')}</th>
          <th scope="col">{t('evidence.column.source', 'Source')}</th>
          <th scope="col">{t('evidence.column.time', 'Time')}</th>
        </>
      }
    >
      {facts.map((fact, index) => (
        <tr key={index}>
          <th scope="row">{factName(fact.name)}</th>
          <td className={styles.value} title={exactValue(fact)}>
            <FactValue fact={fact} />
          </td>
          <td>
            <Source source={fact.source} asset={asset} />
          </td>
          <td className={styles.time}>{fact.time !== undefined && <ExactTime time={fact.time} />}</td>
        </tr>
      ))}
    </Table>
  );
}

function FactValue({ fact }: { readonly fact: Fact }) {
  const reading = readingOf(fact);
  switch (reading.kind) {
    case 'text':
      return <>{reading.text}</>;
    case 'time':
      return <ExactTime time={reading.time} />;
    case 'duration':
      return <>{durationText(reading.milliseconds)}</>;
    case 'quantity':
      return <>{formatterOf(reading.unit)(reading.value)}</>;
  }
}

function Source({ source, asset }: { readonly source: string; readonly asset?: string }) {
  const styles = useStyles2(getStyles);
  if (!isEventId(source)) {
    return <code className={styles.code}>{source}</code>;
  }
  const text = t('evidence.event', 'event {{id}}', { id: source });
  return asset === undefined ? <>{text}</> : <AppLink to={paths.asset(asset, 'events')}>{text}</AppLink>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  value: css({ fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere', minWidth: 120 }),
  code: css({ padding: 0, background: 'none', border: 'none', overflowWrap: 'anywhere', whiteSpace: 'normal' }),
  time: css({ whiteSpace: 'nowrap', color: theme.colors.text.secondary }),
});
