/** What os-release(5) says of the distribution; what it does not say is null. */
export interface OsRelease {
  readonly id: string | null;
  readonly version: string | null;
  readonly prettyName: string | null;
}

const MAX_VALUE_LENGTH = 256;

export function parseOsRelease(text: string): OsRelease {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([A-Z_0-9]{1,64})=(.*)$/.exec(line.trim());
    if (match?.[1] && match[2] !== undefined)
      values.set(match[1], unquote(match[2]).slice(0, MAX_VALUE_LENGTH));
  }
  const value = (key: string) => values.get(key) || null;
  return { id: value('ID'), version: value('VERSION_ID'), prettyName: value('PRETTY_NAME') ?? value('NAME') };
}

/** Values are shell words: quoted or plain, with backslashes before what the shell would take. */
function unquote(word: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(word);
  if (quoted?.[1] === "'") return quoted[2] ?? '';
  return (quoted?.[2] ?? word).replace(/\\(.)/g, '$1');
}
