import { useEffect, type ReactNode } from 'react';
import type { PluginPageProps } from '@grafana/runtime';
import type { NavModelItem } from '@grafana/data';
import { Tab, TabsBar } from '@grafana/ui';
import { currentPageName } from './navigation-items.ts';

/** The frame that Grafana puts around a plugin's page: title, actions, tabs. */
export function PluginPage({ children, pageNav, subTitle, actions, info, renderTitle }: PluginPageProps) {
  const title = pageNav?.text ?? currentPageName();
  useEffect(() => {
    document.title = `${title} - Fathom preview`;
  }, [title]);
  return (
    <div
      data-testid="plugin-page"
      style={{ padding: 16, display: 'flex', flexDirection: 'column', gap: 16, flex: 1, minHeight: 0 }}
    >
      <header
        style={{
          display: 'flex',
          justifyContent: 'space-between',
          alignItems: 'flex-start',
          gap: 16,
          flexWrap: 'wrap',
        }}
      >
        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Breadcrumbs item={pageNav} />
          {renderTitle ? renderTitle(title) : <h1>{title}</h1>}
          {(subTitle ?? pageNav?.subTitle) && <div>{subTitle ?? pageNav?.subTitle}</div>}
        </div>
        {info && (
          <dl style={{ display: 'flex', gap: 16 }}>
            {info.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        <div style={{ display: 'flex', gap: 8 }}>{actions}</div>
      </header>
      <Tabs items={pageNav?.children ?? []} />
      {children}
    </div>
  );
}

function Breadcrumbs({ item }: { item: NavModelItem | undefined }): ReactNode {
  const parents = parentsOf(item);
  if (parents.length === 0) return null;
  return (
    <nav aria-label="Breadcrumbs">
      {parents.map(({ text, url }) => (
        <span key={text}>
          {url === undefined ? text : <a href={url}>{text}</a>} {'› '}
        </span>
      ))}
    </nav>
  );
}

function parentsOf(item: NavModelItem | undefined): NavModelItem[] {
  return item?.parentItem === undefined ? [] : [...parentsOf(item.parentItem), item.parentItem];
}

function Tabs({ items }: { items: readonly NavModelItem[] }): ReactNode {
  const tabs = items.filter(({ hideFromTabs }) => hideFromTabs !== true);
  if (tabs.length === 0) return null;
  return (
    <TabsBar>
      {tabs.map(({ text, url, active, icon }) => (
        <Tab
          key={text}
          label={text}
          active={active ?? false}
          {...(url && { href: url })}
          {...(icon && { icon: icon })}
        />
      ))}
    </TabsBar>
  );
}
