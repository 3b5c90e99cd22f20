/** What is wrong with the address of the API. */
export type UrlProblem = 'missing' | 'no-url' | 'scheme' | 'credentials' | 'query' | 'api-path' | 'too-long';

const MAX_LENGTH = 2048;

/** Without spaces around it and slashes at its end: the proxy adds `/api/v1/`. */
export const normalizeUrl = (text: string): string => text.trim().replace(/\/+$/, '');

export function urlProblem(text: string): UrlProblem | null {
  const address = normalizeUrl(text);
  if (address === '') {
    return 'missing';
  }
  if (address.length > MAX_LENGTH) {
    return 'too-long';
  }
  if (!/^https?:\/\//i.test(address)) {
    return 'scheme';
  }
  if (!URL.canParse(address) || /\s/.test(address)) {
    return 'no-url';
  }
  const { username, password, pathname } = new URL(address);
  if (username !== '' || password !== '') {
    return 'credentials';
  }
  if (/[?#]/.test(address)) {
    return 'query';
  }
  return /\/api(\/v\d+)?$/.test(pathname) ? 'api-path' : null;
}

/** Whether it names the machine that asks: for Grafana its own, or its own container. */
export function isLoopback(text: string): boolean {
  const address = normalizeUrl(text);
  if (!URL.canParse(address)) {
    return false;
  }
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname);
}
