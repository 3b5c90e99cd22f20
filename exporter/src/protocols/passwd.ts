/** /etc/passwd, passwd(5). */

/** Far above any machine's local users; a larger file is not one. */
const MAX_USERS = 50_000;

/** User names by uid; the first name of a uid counts, and lines that are none are passed over. */
export function parsePasswd(bytes: Buffer): Map<number, string> {
  const users = new Map<number, string>();
  for (const line of bytes.toString('utf8').split('\n')) {
    const match = /^([^:\s]{1,256}):[^:]*:(\d{1,10}):/.exec(line);
    if (!match?.[1]) continue;
    const uid = Number(match[2]);
    if (!users.has(uid)) users.set(uid, match[1]);
    if (users.size >= MAX_USERS) break;
  }
  return users;
}
