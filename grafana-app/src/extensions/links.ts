// Grafana loads this with module.js on many pages: nothing heavy may be imported here.
import { type AppPlugin, PluginExtensionPoints } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import type { AppSettings } from '../settings';
import { goPath } from './goPath';
import { alertHints, panelHints } from './hints';

/** In English always: Grafana compares them with plugin.json. */
const ALERTS = { title: 'Open in Fathom', description: 'The incident of this alert, or the asset it is about' };
const PANELS = { title: 'Open asset in Fathom', description: 'The asset that this panel is about' };

/** Ways from the rest of Grafana into the app; each is declared in plugin.json too. */
export function addLinks(plugin: AppPlugin<AppSettings>): void {
  plugin
    .addLink({
      targets: [PluginExtensionPoints.AlertInstanceAction, PluginExtensionPoints.AlertingAlertingRuleAction],
      ...ALERTS,
      path: goPath({}),
      // Without a context Grafana only asks whether there is any link.
      configure: (context) => ({ path: goPath(alertHints(context)) }),
    })
    .addLink({
      targets: [PluginExtensionPoints.DashboardPanelMenu, PluginExtensionPoints.ExploreToolbarAction],
      ...PANELS,
      path: goPath({}),
      configure(context) {
        const hints = panelHints(context, (text) => getTemplateSrv().replace(text, undefined, 'csv'));
        return hints === null ? undefined : { path: goPath(hints) };
      },
    });
}
