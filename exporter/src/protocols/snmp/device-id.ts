import { plainAddress } from '../plain-address.ts';

/** Asset id of a device of which nothing but the address, or the name, is known. */
export function deviceId(address: string): string {
  // An asset id has no percent sign, and zones are called as somebody pleased.
  return `device-${plainAddress(address)
    .replace('%', '@')
    .replace(/[^a-z0-9._:@-]/g, '_')}`;
}
