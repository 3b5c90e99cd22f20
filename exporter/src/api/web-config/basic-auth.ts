import { createHash } from 'node:crypto';

/** bcrypt of a text nobody knows the use of: an unknown user costs as much time as a known one. */
const HASH_OF_NOBODY = '$2b$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi';
/** exporter-toolkit's bound; each set of results has it for itself, so that wrong guesses push no good ones out. */
const MAX_CACHED = 100;
/** Checks that wait for their turn; at some 60 ms each those at the end have waited for several seconds. */
const MAX_WAITING = 100;

export type Verdict = 'accepted' | 'refused' | 'busy';

/** Checks passwords one at a time, for each costs a core some 60 ms, and remembers the results. */
export function basicAuthenticator(): (
  header: string | undefined,
  users: Readonly<Record<string, string>>,
) => Promise<Verdict> {
  const accepted = new Set<string>();
  const refused = new Set<string>();
  const underWay = new Map<string, Promise<boolean>>();
  let queue: Promise<unknown> = Promise.resolve();

  const check = async (key: string, password: string, hash: string, known: boolean) => {
    const turn = queue.then(() => matches(password, hash));
    queue = turn.catch(() => undefined);
    const good = (await turn) && known;
    remember(good ? accepted : refused, key);
    return good;
  };

  return async (header, users) => {
    const credentials = parseBasic(header);
    if (!credentials) return 'refused';
    const [user, password] = credentials;
    const known = Object.hasOwn(users, user);
    const hash = (known ? users[user] : undefined) ?? HASH_OF_NOBODY;
    const key = createHash('sha256')
      .update(JSON.stringify([user, hash, password]))
      .digest('base64');
    if (accepted.has(key)) return 'accepted';
    if (refused.has(key)) return 'refused';
    let result = underWay.get(key);
    if (!result) {
      if (underWay.size >= MAX_WAITING) return 'busy';
      result = check(key, password, hash, known).finally(() => underWay.delete(key));
      underWay.set(key, result);
    }
    return (await result) ? 'accepted' : 'refused';
  };
}

function remember(results: Set<string>, key: string): void {
  results.add(key);
  if (results.size <= MAX_CACHED) return;
  for (const oldest of results) {
    results.delete(oldest);
    return;
  }
}

async function matches(password: string, hash: string): Promise<boolean> {
  const { default: bcrypt } = await import('bcrypt');
  // All prefixes name one algorithm; the library knows only two of them.
  return bcrypt.compare(password, hash.replace(/^\$2[axy]?\$/, '$2b$'));
}

function parseBasic(header: string | undefined): [user: string, password: string] | null {
  const match = /^basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '');
  if (!match) return null;
  const text = Buffer.from(match[1] ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : [text.slice(0, colon), text.slice(colon + 1)];
}
