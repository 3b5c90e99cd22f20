import { UserError } from '../model/errors.ts';
import type { HostAndPort } from '../platform/http-server.ts';

const ADDRESS = /^(?:\[([0-9A-Fa-f:.%\w]+)\]|([^:[\]\s]*)):(\d{1,5})$/;

/** `:9797`, `127.0.0.1:9797`, `[::1]:9797`, `localhost:0`. @throws UserError */
export function parseListenAddress(text: string): HostAndPort {
  const match = ADDRESS.exec(text);
  const port = Number(match?.[3] ?? NaN);
  if (!(port <= 65_535)) {
    throw new UserError(
      `not a listen address: ${JSON.stringify(text)}; expected [host]:port, such as :9797 or 127.0.0.1:9797`,
    );
  }
  return { host: match?.[1] ?? (match?.[2] || undefined), port };
}

/** Where a browser on this machine finds the server. */
export function browserUrl(scheme: 'http' | 'https', host: string | undefined, port: number): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return `${scheme}://localhost:${port}`;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether only this machine can reach what listens on the address. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(?:127\.|localhost$|::1$)/.test(host);
}

/** Whether a peer's address is on this machine. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address));
}
