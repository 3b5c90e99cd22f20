/** BMCs that never answer: each costs its own scrape only. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { asker } from '../../../../../test/support/ipmi/asking.ts';
import { PASSWORD, startMadeUpBmc, USER } from '../../../../../test/support/ipmi/made-up-bmc.ts';

const DEAD = 100;
const PATIENCE_MS = 2500;

const sockets: Socket[] = [];
const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of started.splice(0).reverse()) await each.stop();
  for (const socket of sockets.splice(0)) socket.close();
});

async function silentBmc(): Promise<string> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'listening');
  return `127.0.0.1:${socket.address().port}`;
}

it('are told to be down in time, all at once, and others are answered meanwhile', async () => {
  const alive = await startMadeUpBmc();
  const by = asker(`modules: { default: { user: ${USER}, pass: ${PASSWORD}, collectors: [bmc, chassis] } }`);
  started.push(alive, by);
  const targets = await Promise.all(Array.from({ length: DEAD }, silentBmc));
  const startedAt = performance.now();
  const dead = targets.map((target) => by.ask(target, { timeoutMs: PATIENCE_MS }));
  expect(await by.ask(alive.target)).toContain('ipmi_up{collector="chassis"} 1');
  expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS / 2);
  for (const lines of await Promise.all(dead)) {
    expect(lines.filter((line) => line.startsWith('ipmi_up'))).toEqual([
      'ipmi_up{collector="bmc"} 0',
      'ipmi_up{collector="chassis"} 0',
    ]);
  }
  expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS);
  expect(by.client.totals().sessions).toBe(1);
});
