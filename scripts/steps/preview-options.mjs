import { parseArgs } from 'node:util';

const DEFAULT_PORT = 9798;

export const HELP = `Usage: npm run preview [-- options]

Shows the built Grafana app in a page that is not Grafana, on top of Fathom at http://127.0.0.1:9797,
or of one that it starts on a store of its own.

  --fathom-url <url>   a Fathom that runs elsewhere
  --token <token>      its api.token; or in the environment as FATHOM_API_TOKEN
  --demo               a Fathom of its own, filled with an invented estate
  --port <number>      where the preview is served (default: ${DEFAULT_PORT}; 0 for any free port)
  --sub-path <path>    serve it below a path, as Grafana behind a proxy: /grafana
  --react18            give the plugin the packages of Grafana 12.4 and React 18`;

/** @throws {Error} saying what is wrong with the command line. */
export function readPreviewOptions(argv, env = process.env) {
  const { values } = parseArgs({
    args: argv,
    options: {
      'fathom-url': { type: 'string' },
      token: { type: 'string' },
      demo: { type: 'boolean', default: false },
      port: { type: 'string' },
      'sub-path': { type: 'string', default: '' },
      react18: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const fathomUrl = values['fathom-url'];
  if (values.demo && fathomUrl !== undefined) {
    throw new Error(
      '--demo starts a Fathom of its own: demo data never go into another one. Leave out --fathom-url.',
    );
  }
  return {
    help: values.help,
    demo: values.demo,
    react18: values.react18,
    subPath: subPathOf(values['sub-path']),
    port: portOf(values.port),
    ...(fathomUrl !== undefined && { fathomUrl: urlOf(fathomUrl) }),
    ...tokenOf(values.token ?? env.FATHOM_API_TOKEN),
  };
}

function tokenOf(token) {
  return token === undefined || token === '' ? {} : { token };
}

function subPathOf(text) {
  const path = text.replace(/\/+$/, '');
  if (/^(\/[A-Za-z0-9_-]+)*$/.test(path)) return path;
  throw new Error(`--sub-path ${text}: expected something like /grafana`);
}

function portOf(text) {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65535) return port;
  throw new Error(`--port ${text}: expected a number from 0 to 65535`);
}

function urlOf(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Error(`--fathom-url ${text}: expected an address such as http://127.0.0.1:9797`);
  }
  return text.replace(/\/+$/, '');
}
