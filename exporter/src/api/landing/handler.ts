import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { send } from '../reply.ts';
import type { Services } from '../services.ts';
import { DEVICE_PATH } from './device-form.ts';
import { readOverview } from './overview.ts';
import { renderPage } from './page.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

export interface LandingOptions {
  readonly services: Services;
  readonly telemetryPath: string;
  /** Who may see more than the health: everyone where no token is set. */
  readonly isAuthorized: (request: IncomingMessage) => boolean;
}

export function landingHandler({ services, telemetryPath, isAuthorized }: LandingOptions) {
  const policy =
    `default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; img-src data:; connect-src 'self'; ` +
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const overview = isAuthorized(request) ? await readOverview(services) : null;
    const page = renderPage(
      { status: services.health().status, version: services.version, overview },
      { telemetryPath, asksDevices: services.probeAt(DEVICE_PATH) !== null },
    );
    if (!response.hasHeader('Content-Security-Policy')) response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Cache-Control', 'no-store');
    send(response, 200, 'text/html; charset=utf-8', page);
  };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
