/** Whatever a BMC answers to whatever it is asked, the probe ends, and says of each collector whether it is up. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { settings } from '../../../../../test/support/ipmi/asking.ts';
import { probeRunner } from '../../../../../test/support/probe.ts';
import type { IpmiClient } from '../../../contract/ipmi.ts';
import { COLLECTORS } from '../../../protocols/ipmi/collectors.ts';
import ipmi from './module.ts';

const totals = { sessions: 0, logins: 0, sent: 0, received: 0, resent: 0, dropped: {} };
const answer = fc.record({
  completionCode: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 255 })),
  data: fc.uint8Array({ maxLength: 40 }),
});

it('shows something of any BMC', async () => {
  const options = settings(
    `modules: { default: { collectors: [${COLLECTORS.join(', ')}], bridge_sensors: true, workaround_flags: [ignorescanningdisabled, discretereading, assumesystemevent], sel_events: [{ name: a, regex: . }] } }`,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 60 }), async (answers) => {
      let asked = 0;
      const client: IpmiClient = {
        totals: () => totals,
        answers: () => Promise.resolve(true),
        open: () => ({
          target: '127.0.0.1:623',
          connect: () => Promise.resolve(),
          kept: (make) => make(),
          send: () => Promise.resolve(answers[asked++ % answers.length] as (typeof answers)[number]),
        }),
      };
      const runner = probeRunner(ipmi, { ports: { ipmi: client }, options });
      const { signal } = new AbortController();
      const query = new URLSearchParams({ target: '127.0.0.1' });
      const families = await runner.ask(query, { timeoutMs: 5000, signal });
      const ups = families
        .find(({ name }) => name === 'ipmi_up')
        ?.lines.trimEnd()
        .split('\n');
      expect(ups).toHaveLength(COLLECTORS.length);
      expect(runner.status.errors.get('bug')).toBeUndefined();
      await runner.stop();
    }),
  );
});
