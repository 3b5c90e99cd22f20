// Grafana loads this with module.js on many pages: nothing heavy may be imported here.
import { type AppPlugin, PluginExtensionPoints } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { paths } from '../routing';
import type { AppSettings } from '../settings';
import { alertTarget, panelTarget, type Target } from './target';

/** Titles are in English: Grafana compares them with those in plugin.json. */
const ALERTS = {
  title: 'Open in Fathom',
  description: 'The incident of this alert, or the asset it is about',
};
const PANELS = {
  title: 'Open asset in Fathom',
  description: 'The asset that this panel is about',
};

/** Ways from the rest of Grafana into the app; each is declared in plugin.json too. */
export function addLinks(plugin: AppPlugin<AppSettings>): void {
  plugin
    .addLink({
      ...ALERTS,
      targets: [PluginExtensionPoints.AlertInstanceAction, PluginExtensionPoints.AlertingAlertingRuleAction],
      icon: 'bug',
      path: paths.go({}),
      // Without a context Grafana only asks whether there is any link.
      configure: (context) => (context === undefined ? {} : { path: pathTo(alertTarget(context)) }),
    })
    .addLink<object>({
      ...PANELS,
      targets: [PluginExtensionPoints.DashboardPanelMenu, PluginExtensionPoints.ExploreToolbarAction],
      icon: 'bug',
      path: paths.go({}),
      configure(context) {
        const target = panelTarget(context, (text) => getTemplateSrv().replace(text, undefined, 'csv'));
        return target.names.length === 0 ? undefined : { path: pathTo(target) };
      },
    });
}

const pathTo = ({ names, alert, from, to }: Target): string => paths.go({ name: names.join(','), alert, from, to });
