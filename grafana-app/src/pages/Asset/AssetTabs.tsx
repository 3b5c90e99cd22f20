import React, { type MouseEvent } from 'react';
import { useHref, useNavigate } from 'react-router-dom';
import { Tab as TabLink, TabsBar } from '@grafana/ui';
import type { Asset } from '../../api/types';
import { paths } from '../../routing';
import { t } from '../../t';
import { tabsFor, type Tab } from './tabs';

export function tabName(tab: Tab): string {
  switch (tab) {
    case 'summary':
      return t('asset.tab.summary', 'Summary');
    case 'metrics':
      return t('asset.tab.metrics', 'Metrics');
    case 'ports':
      return t('asset.tab.ports', 'Ports');
    case 'processes':
      return t('asset.tab.processes', 'Processes');
    case 'events':
      return t('asset.tab.events', 'Events');
    case 'relations':
      return t('asset.tab.relations', 'Relations');
    case 'history':
      return t('asset.tab.history', 'History');
    case 'recommendations':
      return t('asset.tab.recommendations', 'Recommendations');
  }
}

interface Props {
  readonly asset: Asset;
  readonly active: Tab;
}

export function AssetTabs({ asset, active }: Props) {
  return (
    <TabsBar>
      {tabsFor(asset.kind).map((tab) => (
        <AssetTab key={tab} id={asset.id} tab={tab} isActive={tab === active} />
      ))}
    </TabsBar>
  );
}

function AssetTab({ id, tab, isActive }: { readonly id: string; readonly tab: Tab; readonly isActive: boolean }) {
  const path = paths.asset(id, tab === 'summary' ? undefined : tab);
  const navigate = useNavigate();
  const href = useHref(path);
  const open = (event: MouseEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    navigate(path);
  };
  return <TabLink label={tabName(tab)} active={isActive} href={href} onChangeTab={open} />;
}
