/** Addresses that come with data: nothing but http and https is followed, and no password is sent. */
export function safeUrl(address: string | null | undefined): string | null {
  if (typeof address !== 'string' || !URL.canParse(address)) {
    return null;
  }
  const { protocol, username, password } = new URL(address);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '' ? address : null;
}
