/** The BMC of the machine that Fathom runs on. */
import { afterEach, describe, expect, it } from 'vitest';
import { asker, type Asker } from '../../../../../test/support/ipmi/asking.ts';
import { type KernelDriver, kernelDriver } from '../../../../../test/support/ipmi/kernel-driver.ts';
import {
  madeUpAnswers,
  PASSWORD,
  startMadeUpBmc,
  USER,
} from '../../../../../test/support/ipmi/made-up-bmc.ts';

const started: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const each of started.splice(0).reverse()) await each.stop();
});

const ALL = 'collectors: [ipmi, dcmi, bmc, chassis, bmc-watchdog, sel, sel-events, sm-lan-mode]';
const LOCAL = `modules:\n  default: { driver: OPENIPMI, ${ALL} }\n`;
const REMOTE = `modules:\n  default: { user: ${USER}, pass: ${PASSWORD}, ${ALL} }\n`;
const isTimeless = (line: string) => !line.startsWith('ipmi_scrape_duration');

function scene(answer: Parameters<typeof kernelDriver>[0]): { driver: KernelDriver; by: Asker } {
  const driver = kernelDriver(answer);
  const by = asker(LOCAL, {}, { native: driver.native, devices: [driver.path] });
  started.push(driver, by);
  return { driver, by };
}

describe('the local BMC', () => {
  it('is shown as over the network', async () => {
    const made = await startMadeUpBmc();
    const remote = asker(REMOTE);
    started.push(made, remote);
    const { by } = scene(madeUpAnswers());
    const lines = (await by.ask('localhost')).filter(isTimeless);
    expect(lines).toEqual((await remote.ask(made.target)).filter(isTimeless));
    expect(lines.filter((line) => /^ipmi_up.* 1$/.test(line))).toHaveLength(8);
    expect(by.client.totals()).toMatchObject({ sessions: 0, logins: 0, sent: by.client.totals().received });
  });

  it('is asked for its records again only when they have changed', async () => {
    const { driver, by } = scene(madeUpAnswers());
    const asked = () => driver.commands.filter(({ netFn, command }) => netFn === 0x0a && command === 0x23);
    await by.ask('localhost');
    const first = asked().length;
    await by.ask('127.0.0.1');
    expect([first > 0, asked().length]).toEqual([true, first]);
  });

  it('that hangs is told to be down before the scrape is over', async () => {
    const { by } = scene(() => null);
    const lines = await by.ask('localhost', { timeoutMs: 300 });
    expect(lines).toContain('fathom_ipmi_failure{collector="ipmi",reason="timeout"} 1');
  });

  it('that is absent has reasons', async () => {
    const by = asker(LOCAL, {}, { devices: ['/nowhere/ipmi0'] });
    started.push(by);
    const lines = await by.ask('localhost');
    expect(lines).toContain('ipmi_up{collector="chassis"} 0');
    expect(lines).toContain('fathom_ipmi_failure{collector="chassis",reason="unsupported"} 1');
    expect(by.runner.status).toMatchObject({
      succeeded: true,
      partial: true,
      lastError: {
        code: 'unsupported',
        message: expect.stringMatching(/^\/nowhere\/ipmi0 .*modprobe/) as string,
      },
    });
  });

  it('is nowhere else', async () => {
    const { by } = scene(madeUpAnswers());
    await expect(by.ask('127.0.0.2')).rejects.toThrow(
      'the driver of module "default" is for the BMC of this machine: its only target is localhost',
    );
  });
});

describe('what is shown of this host', () => {
  it('is what the module asks for', async () => {
    const driver = kernelDriver(madeUpAnswers());
    const by = asker(
      LOCAL,
      { local: 'default', allow: [] },
      { native: driver.native, devices: [driver.path] },
    );
    started.push(driver, by);
    const families = await by.runner.ofHost(5000);
    expect(families.map(({ name }) => name)).toContain('ipmi_chassis_power_state');
  });

  it('is nothing unless the configuration says so', async () => {
    const { driver, by } = scene(madeUpAnswers());
    expect(await by.runner.ofHost(5000)).toEqual([]);
    expect(driver.commands).toEqual([]);
  });

  it('is nothing when the server stops', async () => {
    const by = asker(LOCAL, { local: 'default' }, { devices: ['/nowhere/ipmi0'] });
    await by.stop();
    expect(await by.runner.ofHost(5000)).toEqual([]);
    expect(by.runner.status.lastError).toEqual({ code: 'limit_exceeded', message: 'Fathom is stopping' });
  });
});
