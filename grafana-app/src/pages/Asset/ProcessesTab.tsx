import React, { useMemo } from 'react';
import type { Asset } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { When } from '../../components/When';
import { paths } from '../../routing';
import { t } from '../../t';
import { bytesText } from './attributes';
import { LongText } from './LongText';
import { NONE } from './none';
import { processRow, type ProcessRow } from './runningOn';
import { RunningOnTab } from './RunningOnTab';
import type { Column } from './SortableTable';

const SORTED_FIRST = { by: 'cpu', isDescending: true };

/** The processes worth knowing, the busiest first. */
export default function ProcessesTab({ asset }: { readonly asset: Asset }) {
  const columns = useMemo(() => columnsOfProcesses(), []);
  return (
    <RunningOnTab
      asset={asset}
      kind="process"
      toRow={processRow}
      columns={columns}
      sortedFirst={SORTED_FIRST}
      caption={t('asset.processes.caption', 'Processes with a noteworthy share of CPU or memory')}
      none={t('asset.processes.none', 'No processes are known')}
      advice={t(
        'asset.processes.none-advice',
        'Fathom scans the processes of the host it runs on, and keeps those that use much CPU or memory.'
      )}
    />
  );
}

function columnsOfProcesses(): Array<Column<ProcessRow>> {
  return [
    { id: 'pid', title: t('asset.processes.pid', 'Process id'), value: ({ pid }) => pid, isNumeric: true },
    {
      id: 'name',
      title: t('asset.processes.name', 'Name'),
      value: ({ name }) => name,
      render: ({ id, name }) => <AppLink to={paths.asset(id)}>{name}</AppLink>,
    },
    { id: 'user', title: t('asset.processes.user', 'User'), value: ({ user }) => user },
    { id: 'state', title: t('asset.processes.state', 'State'), value: ({ state }) => state },
    {
      id: 'cpu',
      title: t('asset.processes.cpu', 'CPU, % of one core'),
      value: ({ cpuPercent }) => cpuPercent,
      isNumeric: true,
    },
    {
      id: 'memory',
      title: t('asset.processes.memory', 'Memory'),
      value: ({ memoryBytes }) => memoryBytes,
      render: ({ memoryBytes }) => (memoryBytes === null ? NONE : bytesText(memoryBytes)),
      isNumeric: true,
    },
    {
      id: 'memory-share',
      title: t('asset.processes.memory-share', 'Memory, %'),
      value: ({ memoryPercent }) => memoryPercent,
      isNumeric: true,
    },
    {
      id: 'started',
      title: t('asset.processes.started', 'Started'),
      value: ({ startedAt }) => startedAt,
      isNumeric: true,
      render: ({ startedAt }) => (startedAt === null ? NONE : <When time={new Date(startedAt).toISOString()} />),
    },
    {
      id: 'command',
      title: t('asset.processes.command', 'Command'),
      value: ({ command }) => command,
      render: ({ command }) => (command === '' ? NONE : <LongText text={command} />),
    },
  ];
}
