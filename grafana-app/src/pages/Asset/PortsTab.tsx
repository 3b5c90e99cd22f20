import React, { useMemo } from 'react';
import type { Asset } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { paths } from '../../routing';
import { t } from '../../t';
import { NONE } from './none';
import { portRow, type PortRow } from './runningOn';
import { RunningOnTab } from './RunningOnTab';
import type { Column } from './SortableTable';

const SORTED_FIRST = { by: 'port', isDescending: false };

/** Listening ports with who listens, and how many connections are in which state. */
export default function PortsTab({ asset }: { readonly asset: Asset }) {
  const columns = useMemo(() => columnsOfPorts(), []);
  return (
    <RunningOnTab
      asset={asset}
      kind="service"
      toRow={portRow}
      columns={columns}
      sortedFirst={SORTED_FIRST}
      caption={t('asset.ports.caption', 'Listening ports')}
      none={t('asset.ports.none', 'No listening ports are known')}
      advice={t(
        'asset.ports.none-advice',
        'Fathom scans the ports of the host it runs on. Of other assets, report services that run on this one through the API.'
      )}
    />
  );
}

const number = (id: string, title: string, value: (row: PortRow) => number | null): Column<PortRow> => ({
  id,
  title,
  value,
  isNumeric: true,
});

function columnsOfPorts(): Array<Column<PortRow>> {
  return [
    {
      ...number('port', t('asset.ports.port', 'Port'), ({ port }) => port),
      render: ({ protocol, port }) => (port === null ? NONE : `${protocol}/${port}`),
    },
    {
      id: 'name',
      title: t('asset.ports.service', 'Service'),
      value: ({ name }) => name,
      render: ({ id, name }) => <AppLink to={paths.asset(id)}>{name}</AppLink>,
    },
    {
      id: 'process',
      title: t('asset.ports.process', 'Process'),
      value: ({ process }) => process,
      render: ({ process, pid }) => (process === '' ? NONE : pid === null ? process : `${process} (${pid})`),
    },
    {
      id: 'addresses',
      title: t('asset.ports.addresses', 'Addresses'),
      value: ({ addresses }) => addresses.join(', '),
    },
    number('connections', t('asset.ports.connections', 'Connections'), ({ connections }) => connections),
    number('established', t('asset.ports.established', 'Established'), ({ established }) => established),
    number('time-wait', 'TIME_WAIT', ({ timeWait }) => timeWait),
    number('close-wait', 'CLOSE_WAIT', ({ closeWait }) => closeWait),
    {
      id: 'other',
      title: t('asset.ports.other-states', 'Other states'),
      value: ({ otherStates }) => otherStates.reduce((sum, [, count]) => sum + count, 0),
      render: ({ otherStates }) =>
        otherStates.length === 0
          ? NONE
          : otherStates.map(([state, count]) => `${state.toUpperCase()}: ${count}`).join(', '),
    },
    {
      ...number('queue', t('asset.ports.queue', 'Queue'), ({ queue }) => queue),
      render: ({ queue, protocol }) =>
        queue === null
          ? NONE
          : protocol === 'udp'
            ? t('asset.ports.queued-bytes', '{{bytes}} B', { bytes: queue })
            : queue,
    },
    number('drops', t('asset.ports.drops', 'Drops'), ({ drops }) => drops),
  ];
}
