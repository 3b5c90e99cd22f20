import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { NamedScore } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { Confidence } from '../../components/Confidence';
import type { Period, ScorePoint } from '../../components/ScoreHistory/held';
import { LevelBadge } from '../../components/severity';
import { SortHeader, type Sorting } from '../../components/SortHeader';
import { getCellStyles, Table } from '../../components/Table';
import { When } from '../../components/When';
import { paths } from '../../routing';
import { t } from '../../t';
import type { Sort } from './scoreFilter';
import { Sparkline } from './Sparkline';

export interface History {
  readonly lines: ReadonlyArray<{ readonly entity: string; readonly points: readonly ScorePoint[] }>;
  readonly period: Period;
}

interface Props {
  readonly scores: readonly NamedScore[];
  /** Undefined until it has come. */
  readonly history: History | undefined;
  /** Of the links, so that an opened threat shows the same hours. */
  readonly range: string;
  readonly sorting: Sorting<Sort>;
  readonly onSort: (sorting: Sorting<Sort>) => void;
}

export function ThreatTable({ scores, history, range, sorting, onSort }: Props) {
  const header = { current: sorting, onSort };
  return (
    <Table
      label={t('threats.table', 'Threat scores')}
      minWidth={960}
      head={
        <>
          <SortHeader {...header} sort="score" label={t('threats.column.score', 'Score')} />
          <th scope="col">{t('threats.column.level', 'Level')}</th>
          <SortHeader {...header} sort="entity" first="asc" label={t('threats.column.asset', 'Asset')} />
          <th scope="col">{t('threats.column.history', 'Course')}</th>
          <th scope="col">{t('threats.column.why', 'Why')}</th>
          <th scope="col">{t('threats.column.confidence', 'Confidence')}</th>
          <SortHeader {...header} sort="time" label={t('threats.column.time', 'Updated')} />
        </>
      }
    >
      {scores.map((score) => (
        <Row key={score.entity} score={score} history={history} range={range} />
      ))}
    </Table>
  );
}

interface RowProps extends Pick<Props, 'history' | 'range'> {
  readonly score: NamedScore;
}

function Row({ score: { entity, name, score, level, confidence, evidence, time }, history, range }: RowProps) {
  const cells = useStyles2(getCellStyles);
  const styles = useStyles2(getStyles);
  const strongest = evidence[0];
  return (
    <tr>
      <td className={styles.score}>{Math.round(score)}</td>
      <td>
        <LevelBadge level={level} />
      </td>
      <th scope="row" className={cells.text}>
        <AppLink to={paths.threat(entity, { range })}>{name ?? entity}</AppLink>
        {(name ?? entity) !== entity && <div className={cells.aside}>{entity}</div>}
      </th>
      <td className={styles.course}>
        {history && (
          <Sparkline
            points={history.lines.find((line) => line.entity === entity)?.points ?? []}
            period={history.period}
          />
        )}
      </td>
      <td className={cells.text}>
        {strongest?.explanation}
        {evidence.length > 1 && (
          <div className={cells.aside}>
            {t('threats.more-evidence', 'and {{count}} more pieces of evidence', {
              count: evidence.length - 1,
              defaultValue_one: 'and {{count}} more piece of evidence',
            })}
          </div>
        )}
      </td>
      <td>
        <Confidence value={confidence} />
      </td>
      <td className={cells.nowrap}>
        <When time={time} />
      </td>
    </tr>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  score: css({ fontWeight: theme.typography.fontWeightMedium, fontVariantNumeric: 'tabular-nums' }),
  course: css({ minWidth: 136, height: 44 }),
});
