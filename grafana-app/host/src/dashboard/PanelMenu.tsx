import type { PluginExtensionLink } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Menu } from '@grafana/ui';
import { preview } from '../boot-data.ts';
import type { DashboardPanelProps } from './DashboardPanel.tsx';

/** Links that plugins put into the menu of a panel. */
export function PanelMenu({ links }: { links: readonly PluginExtensionLink[] }) {
  return (
    <Menu>
      {links.map(({ id, title, path, onClick }) => (
        <Menu.Item
          key={id}
          label={title}
          onClick={(event) => {
            if (path === undefined) onClick?.(event);
            else locationService.push(path);
          }}
        />
      ))}
    </Menu>
  );
}

/** What Grafana tells a link about the panel whose menu it is in. */
export function panelContext({ panel, dashboard, range }: DashboardPanelProps) {
  return {
    pluginId: panel.type,
    id: panel.id,
    title: panel.title ?? '',
    timeRange: { from: range.raw.from, to: range.raw.to },
    timeZone: preview.preferences.timeZone,
    dashboard: { ...dashboard, tags: [] },
    targets: panel.targets ?? [],
  };
}
