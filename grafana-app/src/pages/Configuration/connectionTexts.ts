import { t } from '../../t';
import type { Finding, Hop, StepState } from './diagnosis';

export function hopName(hop: Hop): string {
  switch (hop) {
    case 'grafana':
      return t('config.hop.grafana', 'Grafana');
    case 'proxy':
      return t('config.hop.proxy', 'Grafana’s proxy');
    case 'fathom':
      return t('config.hop.fathom', 'Fathom');
    case 'store':
      return t('config.hop.store', 'Fathom’s store');
  }
}

export function stateName(state: StepState): string {
  switch (state) {
    case 'ok':
      return t('config.state.ok', 'works');
    case 'warning':
      return t('config.state.warning', 'works, but');
    case 'failed':
      return t('config.state.failed', 'fails');
    case 'unknown':
      return t('config.state.unknown', 'not reached');
  }
}

/** What was found, and what mends it. */
export interface Advice {
  readonly found: string;
  readonly advice: string;
}

export function adviceOn(finding: Finding): Advice {
  switch (finding) {
    case 'grafana-ok':
      return fine(t('config.found.grafana-ok', 'It answers, and the app is enabled.'));
    case 'grafana-disabled':
      return {
        found: t('config.found.grafana-disabled', 'The app is disabled: nobody sees its pages.'),
        advice: t('config.advice.grafana-disabled', 'Switch on “Enabled” above and save.'),
      };
    case 'grafana-silent':
      return {
        found: t('config.found.grafana-silent', 'It does not answer.'),
        advice: t('config.advice.grafana-silent', 'Check your connection to Grafana, and that it runs.'),
      };
    case 'grafana-signed-out':
      return {
        found: t('config.found.grafana-signed-out', 'You are signed out.'),
        advice: t('config.advice.grafana-signed-out', 'Sign in again.'),
      };
    case 'grafana-forbidden':
      return {
        found: t('config.found.grafana-forbidden', 'It does not let you see the settings of the app.'),
        advice: t('config.advice.grafana-forbidden', 'Ask an administrator of Grafana to run this test.'),
      };
    case 'grafana-not-installed':
      return {
        found: t('config.found.grafana-not-installed', 'It knows no app of this id.'),
        advice: t(
          'config.advice.grafana-not-installed',
          'Restart Grafana after installing the app. If its log says “unsigned”, allow fathom-infrastructure-app and its nested plugins in allow_loading_unsigned_plugins.'
        ),
      };
    case 'grafana-failed':
      return {
        found: t('config.found.grafana-failed', 'It fails to tell the settings of the app.'),
        advice: t('config.advice.grafana-failed', 'The log of Grafana says more.'),
      };
    case 'proxy-ok':
    case 'proxy-no-url':
    case 'proxy-no-route':
    case 'proxy-forbidden':
    case 'proxy-bad-url':
    case 'proxy-unreachable':
    case 'proxy-slow':
    case 'proxy-failed':
      return adviceOnProxy(finding);
    case 'fathom-ok':
    case 'fathom-other':
    case 'fathom-login':
    case 'fathom-token':
    case 'fathom-token-missing':
    case 'fathom-path':
    case 'fathom-failed':
    case 'fathom-version':
    case 'fathom-impaired':
      return adviceOnFathom(finding);
    case 'store-ok':
      return fine(t('config.found.store-ok', 'It could be read, and the last write succeeded.'));
    case 'store-failing':
      return {
        found: t('config.found.store-failing', 'It cannot be read or written.'),
        advice: t(
          'config.advice.store-failing',
          'Look at disk space and permissions of the data directory on the machine of Fathom, then at its log.'
        ),
      };
    case 'store-untold':
      return {
        found: t('config.found.store-untold', 'This Fathom does not tell.'),
        advice: t('config.advice.store-untold', 'Update Fathom to the version of the plugin.'),
      };
  }
}

const fine = (found: string): Advice => ({ found, advice: '' });

function adviceOnProxy(finding: Extract<Finding, `proxy-${string}`>): Advice {
  switch (finding) {
    case 'proxy-ok':
      return fine(t('config.found.proxy-ok', 'It lets you through, and somebody answers at the API URL.'));
    case 'proxy-no-url':
      return {
        found: t('config.found.proxy-no-url', 'It does not know where Fathom is.'),
        advice: t('config.advice.proxy-no-url', 'Enter the API URL above and save.'),
      };
    case 'proxy-no-route':
      return {
        found: t('config.found.proxy-no-route', 'It has no route to Fathom’s API.'),
        advice: t(
          'config.advice.proxy-no-route',
          'Enable the app. If it is enabled, Grafana still runs with an older version of it: restart Grafana.'
        ),
      };
    case 'proxy-forbidden':
      return {
        found: t('config.found.proxy-forbidden', 'It does not let you through.'),
        advice: t(
          'config.advice.proxy-forbidden',
          'You lack the permission fathom-infrastructure-app:read: the role “Fathom reader” has it, and with it every Viewer unless that was taken away.'
        ),
      };
    case 'proxy-bad-url':
      return {
        found: t('config.found.proxy-bad-url', 'It cannot make an address of the API URL.'),
        advice: t('config.advice.proxy-bad-url', 'Correct the API URL above and save.'),
      };
    case 'proxy-unreachable':
      return {
        found: t('config.found.proxy-unreachable', 'Nobody answers at the API URL.'),
        advice: t(
          'config.advice.proxy-unreachable',
          'The request is made by the Grafana server: in its container localhost is the container itself. Use a name that resolves there (of the service in Docker Compose, or host.docker.internal), check that Fathom listens on an address other than 127.0.0.1, the port, firewalls, and the certificate of an https URL.'
        ),
      };
    case 'proxy-slow':
      return {
        found: t('config.found.proxy-slow', 'There was no answer in time.'),
        advice: t(
          'config.advice.proxy-slow',
          'Packets to the API URL may be dropped by a firewall between the Grafana server and Fathom; otherwise Fathom or its machine is overloaded.'
        ),
      };
    case 'proxy-failed':
      return {
        found: t('config.found.proxy-failed', 'The connection to Grafana broke off.'),
        advice: t('config.advice.proxy-failed', 'Test again; if it stays so, the log of Grafana says more.'),
      };
  }
}

function adviceOnFathom(finding: Extract<Finding, `fathom-${string}`>): Advice {
  switch (finding) {
    case 'fathom-ok':
      return fine(t('config.found.fathom-ok', 'It answers, lets the plugin in, and is of its version.'));
    case 'fathom-other':
      return {
        found: t('config.found.fathom-other', 'What answers at the API URL is not Fathom.'),
        advice: t(
          'config.advice.fathom-other',
          'Check host and port (Fathom’s is 9797 unless configured otherwise) and what stands before it: the URL with /api/v1/health at its end must answer with JSON.'
        ),
      };
    case 'fathom-login':
      return {
        found: t('config.found.fathom-login', 'Something before Fathom, or its web configuration, wants a login.'),
        advice: t(
          'config.advice.fathom-login',
          'The plugin sends Fathom’s token in the header that basic authentication would need. Give Grafana a way to Fathom without basic authentication, protected by api.token.'
        ),
      };
    case 'fathom-token':
      return {
        found: t('config.found.fathom-token', 'It does not accept the token.'),
        advice: t(
          'config.advice.fathom-token',
          'Reset the token above, enter the one of api.token in fathom.yml, and save.'
        ),
      };
    case 'fathom-token-missing':
      return {
        found: t('config.found.fathom-token-missing', 'It wants a token, and none is stored.'),
        advice: t('config.advice.fathom-token-missing', 'Enter the one of api.token in fathom.yml above, and save.'),
      };
    case 'fathom-path':
      return {
        found: t('config.found.fathom-path', 'It has no API at this path.'),
        advice: t(
          'config.advice.fathom-path',
          'Remove the path from the API URL unless a reverse proxy needs it: the plugin adds /api/v1 itself.'
        ),
      };
    case 'fathom-failed':
      return {
        found: t('config.found.fathom-failed', 'It fails to tell how it is.'),
        advice: t('config.advice.fathom-failed', 'The log of Fathom says more.'),
      };
    case 'fathom-version':
      return {
        found: t('config.found.fathom-version', 'Plugin and Fathom are of different versions.'),
        advice: t(
          'config.advice.fathom-version',
          'Update the older of the two: pages may miss what the other does not have.'
        ),
      };
    case 'fathom-impaired':
      return {
        found: t('config.found.fathom-impaired', 'It answers, but is not wholly well.'),
        advice: t('config.advice.fathom-impaired', 'What it says itself is above; the Overview lists what fails.'),
      };
  }
}
