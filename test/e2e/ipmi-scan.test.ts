/** A network with a BMC in it: found by `fathom scan ipmi`, with and without a login. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { machineFru, withFrus } from '../support/ipmi/frus.ts';
import { type MadeUpBmc, PASSWORD, startMadeUpBmc, USER } from '../support/ipmi/made-up-bmc.ts';

const ADDRESS = '127.0.0.6';

let folder: string;
let fathom: CommandLine;
let made: MadeUpBmc;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fathom-ipmi-scan-'));
  fathom = await commandLine(folder);
  made = await startMadeUpBmc({
    address: ADDRESS,
    ...withFrus([{ id: 0, bytes: machineFru({ product: 'SN0042' }) }]),
  });
  const login = { user: USER, pass: PASSWORD };
  writeFileSync(join(folder, 'ipmi.yml'), JSON.stringify({ modules: { default: login } }));
  writeFileSync(join(folder, 'fathom.yml'), JSON.stringify({ ipmi: { configFiles: ['ipmi.yml'] } }));
});
afterAll(async () => {
  await made.stop();
  rmSync(folder, { recursive: true });
});

const scan = (...args: string[]) =>
  fathom.run([
    ...['scan', 'ipmi', '--range', '127.0.0.4-127.0.0.7', '--port', String(made.bmc.port), '--rate', '1000'],
    ...args,
  ]);

it('without a login: there is a BMC', { timeout: 30_000 }, async () => {
  const { code, out } = await scan('--json');
  expect(code).toBe(0);
  const { results } = JSON.parse(out) as { results: { assets: { id: string; kind: string }[] }[] };
  expect(results[0]?.assets.map(({ id, kind }) => [id, kind])).toEqual([[`device-${ADDRESS}`, 'bmc']]);
});

it('with a login: it is this machine', { timeout: 30_000 }, async () => {
  const { code, out, err } = await scan('--module', 'default');
  expect([code, out]).toEqual([0, expect.stringMatching(/ {2}Acme +R100 +SN0042 +on +Critical +2\.10 /)]);
  expect(out + err).not.toContain(PASSWORD);
});
