import { type AppPlugin, PluginExtensionPoints } from '@grafana/data';
import { paths } from '../routing';
import type { AppSettings } from '../settings';

/** Ways from the rest of Grafana into the app; each is declared in plugin.json too. */
export function addLinks(plugin: AppPlugin<AppSettings>): void {
  plugin.addLink({
    targets: [PluginExtensionPoints.DashboardPanelMenu],
    title: 'Fathom',
    description: 'Open the inventory',
    path: paths.inventory(),
  });
}
