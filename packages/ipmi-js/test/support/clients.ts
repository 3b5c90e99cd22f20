/** Clients and BMCs of one test, closed when it ends. */
import { onTestFinished } from 'vitest';
import { IpmiClient, type IpmiClientOptions } from '../../src/index.ts';
import { SimulatedBmc } from './bmc/bmc.ts';
import type { BmcOptions } from './bmc/state.ts';

export const USERS = [
  { name: 'admin', password: 'secret' },
  { name: 'reader', password: 'twenty bytes of it!!', privilege: 2 },
];
export const DEVICE_ID = { netFn: 0x06, command: 0x01 };
const DEVICE = [0x20, 0x81, 0x02, 0x10, 0x02, 0xbf, 0x57, 0x01, 0x00, 0x34, 0x12];

export async function startBmc(options: BmcOptions = {}): Promise<SimulatedBmc> {
  const answer = () => ({ data: DEVICE });
  const bmc = await SimulatedBmc.start({ users: USERS, answer, ...options });
  onTestFinished(() => bmc.close());
  return bmc;
}

/** Impatient: what is lost on 127.0.0.1 was lost on purpose. */
export function clientOf(bmc: { port: number }, options: Partial<IpmiClientOptions> = {}): IpmiClient {
  const client = new IpmiClient({
    host: '127.0.0.1',
    port: bmc.port,
    user: 'admin',
    password: 'secret',
    timeoutMs: 3_000,
    resendAfterMs: 40,
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

/** Device id: the manufacturer's number. */
export async function maker(client: IpmiClient): Promise<number> {
  const { completionCode, data } = await client.send(DEVICE_ID);
  return completionCode === 0 ? Buffer.from(data).readUIntLE(6, 3) : -completionCode;
}
export const MAKER = 0x000157;
