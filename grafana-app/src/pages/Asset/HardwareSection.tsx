import React, { type ReactNode } from 'react';
import { Badge, type BadgeColor, type IconName } from '@grafana/ui';
import { Section } from '../../components/Section';
import { Table } from '../../components/Table';
import { ExactTime } from '../../components/When';
import { t } from '../../t';
import { Fact, Facts } from './Facts';
import type { BmcAccount, Hardware, HardwarePart } from './hardware';
import { healthName, partKindName, placeName, powerName, protocolName } from './hardwareWords';
import { NONE } from './none';

/** What the machine is made of, and how its BMC sees it. */
export function HardwareSection({ hardware }: { readonly hardware: Hardware }) {
  const { bmcs, power, health, place, certificateEnds, parts } = hardware;
  return (
    <Section title={t('asset.hardware.title', 'Hardware')}>
      <Facts>
        {bmcs.map((bmc) => (
          <Fact key={bmc.protocol} name={bmcTitle(bmc)}>
            {bmcText(bmc)}
          </Fact>
        ))}
        {power !== '' && <Fact name={t('asset.hardware.power', 'Power')}>{powerName(power)}</Fact>}
        {health !== '' && (
          <Fact name={t('asset.hardware.health', 'Health')}>
            <Health health={health} />
          </Fact>
        )}
        {place.map(([name, text]) => (
          <Fact key={name} name={placeName(name)}>
            {text}
          </Fact>
        ))}
        {certificateEnds !== '' && (
          <Fact name={t('asset.hardware.certificate-ends', 'Certificate ends')}>
            <ExactTime time={certificateEnds} />
          </Fact>
        )}
      </Facts>
      {parts.length > 0 && <Parts parts={parts} />}
    </Section>
  );
}

function bmcTitle({ protocol }: BmcAccount): string {
  return protocol === '' ? 'BMC' : t('asset.hardware.bmc', 'BMC ({{protocol}})', { protocol: protocolName(protocol) });
}

function bmcText({ address, model, firmware }: BmcAccount): string {
  const version = firmware && t('asset.hardware.firmware', 'firmware {{version}}', { version: firmware });
  return [address, model, version].filter(Boolean).join(', ');
}

interface PartColumn {
  readonly title: string;
  readonly cell: (part: HardwarePart) => ReactNode;
  readonly isNumeric?: boolean;
}

function Parts({ parts }: { readonly parts: readonly HardwarePart[] }) {
  const columns = partColumns().filter(({ cell }) => parts.some((part) => cell(part) !== ''));
  return (
    <Table
      label={t('asset.hardware.parts', 'Parts')}
      showsLabel
      head={columns.map(({ title, isNumeric = false }) => (
        <th key={title} scope="col" data-numeric={isNumeric ? '' : undefined}>
          {title}
        </th>
      ))}
    >
      {parts.map((part, index) => (
        <tr key={index}>
          {columns.map(({ title, cell, isNumeric = false }) => (
            <td key={title} data-numeric={isNumeric ? '' : undefined}>
              {cell(part) || NONE}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

function partColumns(): PartColumn[] {
  return [
    { title: t('asset.hardware.kind', 'Kind'), cell: ({ kind }) => partKindName(kind) },
    { title: t('asset.hardware.name', 'Name'), cell: ({ name }) => name },
    {
      title: t('asset.hardware.health', 'Health'),
      cell: ({ health }) => (health === '' ? '' : <Health health={health} />),
    },
    { title: t('asset.hardware.serial', 'Serial number'), cell: ({ serial }) => serial },
    { title: t('asset.hardware.model', 'Model'), cell: ({ model }) => model },
    { title: t('asset.hardware.part-number', 'Part number'), cell: ({ partNumber }) => partNumber },
    { title: t('asset.hardware.slot', 'Slot'), cell: ({ slot }) => slot },
    { title: t('asset.hardware.size', 'Size'), cell: ({ size }) => size, isNumeric: true },
    { title: t('asset.hardware.volumes', 'Volumes'), cell: ({ volumes }) => volumes },
  ];
}

const LOOKS: Readonly<Record<string, { readonly color: BadgeColor; readonly icon: IconName }>> = {
  OK: { color: 'green', icon: 'check' },
  Warning: { color: 'orange', icon: 'exclamation-triangle' },
  Critical: { color: 'red', icon: 'exclamation-circle' },
};

/** Colour is never the only sign: it has its word and its icon. */
function Health({ health }: { readonly health: string }) {
  const { color, icon } = LOOKS[health] ?? { color: 'blue', icon: 'info-circle' };
  return <Badge color={color} icon={icon} text={healthName(health)} />;
}
