/** Nothing but http and https is followed, and no password is sent. */
export function isWebAddress(address: string): boolean {
  if (!URL.canParse(address)) {
    return false;
  }
  const { protocol, username, password } = new URL(address);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}
