/** A process with as many BMCs as asked for, and silent ones beside; it tells their addresses as one line of JSON. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Analog, Discrete } from '../support/ipmi-sim/machine.ts';
import { startMadeUpBmc } from '../support/ipmi/made-up-bmc.ts';

const [living = '1', silent = '0', sensors = '24'] = process.argv.slice(2);
const numbers = Array.from({ length: Number(sensors) }, (_, i) => i + 1);

const analog = numbers.map((number): Analog => ({
  ...{ number, name: `Temp ${number}`, entity: [7, number], type: 1, unit: 1, raw: 20 + number },
  thresholds: [105, 95, 85, null, null, null],
}));
const discrete = numbers.map((number): Discrete => ({
  ...{ number: 100 + number, name: `PSU ${number}`, entity: [10, number], type: 8, states: [0] },
}));

async function startSilentBmc(): Promise<string> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return `127.0.0.1:${socket.address().port}`;
}

const bmcs = { living: [] as string[], silent: [] as string[] };
for (let i = 0; i < Number(living); i += 1)
  bmcs.living.push((await startMadeUpBmc({ analog, discrete })).target);
for (let i = 0; i < Number(silent); i += 1) bmcs.silent.push(await startSilentBmc());
process.stdout.write(`${JSON.stringify(bmcs)}\n`);
// Its parent ends it.
process.stdin.resume().once('end', () => process.exit(0));
