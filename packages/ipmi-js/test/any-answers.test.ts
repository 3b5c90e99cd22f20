/** A BMC that answers anything to anything: what is asked of it ends, with a value or an IpmiError. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as ipmi from '../src/index.ts';
import { supply, temperature } from './support/sensors.ts';

/** More requests than this for one question would be a conversation without end. */
const MAX_REQUESTS = 70_000;
const CODES = [0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x81, 0xc0, 0xc1, 0xc3, 0xc5, 0xc9, 0xca, 0xcb, 0xff];

interface Reply {
  readonly code: number;
  readonly data: Uint8Array;
}

/** Gives the replies in turn, and begins anew after the last. */
class AnyBmc implements ipmi.CommandChannel {
  readonly #replies: readonly Reply[];
  requests = 0;

  constructor(replies: readonly Reply[]) {
    this.#replies = replies;
  }

  async send(): Promise<ipmi.IpmiResponse> {
    if (this.requests > MAX_REQUESTS) throw new Error('asked without end');
    const reply = this.#replies[this.requests++ % this.#replies.length];
    return { completionCode: reply?.code ?? 0, data: reply?.data ?? new Uint8Array() };
  }
}

const reply: fc.Arbitrary<Reply> = fc.record({
  code: fc.constantFrom(...CODES),
  data: fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    // As those of DCMI, and those of records that come after themselves.
    fc.uint8Array({ minLength: 16, maxLength: 64 }).map((data) => Uint8Array.of(0xdc, ...data)),
    fc.uint8Array({ minLength: 14, maxLength: 64 }).map((data) => Uint8Array.of(1, 0, ...data)),
  ),
});

const QUESTIONS: [string, (bmc: ipmi.CommandChannel) => Promise<unknown>][] = [
  ['device ID', ipmi.getDeviceId],
  ['self test', ipmi.getSelfTest],
  ['system GUID', ipmi.getSystemGuid],
  ['system info', (bmc) => ipmi.getSystemInfo(bmc, ipmi.SYSTEM_INFO.bmcUrl)],
  ['chassis status', ipmi.getChassisStatus],
  ['restart cause', ipmi.getRestartCause],
  ['power-on minutes', ipmi.getPowerOnMinutes],
  ['watchdog', ipmi.getWatchdog],
  ['network', ipmi.getLanConfiguration],
  ['IPv6', ipmi.getIpv6Configuration],
  ['DCMI capabilities', ipmi.getDcmiCapabilities],
  ['power', ipmi.getPowerReading],
  ['asset tag', ipmi.getAssetTag],
  ['repository', ipmi.readSdrRepository],
  ['device SDRs', ipmi.readDeviceSdrs],
  ['log', ipmi.readSel],
  ['log allocation', ipmi.getSelAllocation],
  ['log time', ipmi.getSelTime],
  ['inventory', (bmc) => ipmi.readFru(bmc, 0, { internal: true })],
  ['value', (bmc) => ipmi.readSensor(bmc, temperature({ linearization: 0x70 }))],
  ['states', (bmc) => ipmi.readSensor(bmc, supply())],
  ['thresholds', (bmc) => ipmi.getThresholds(bmc, temperature())],
  ['hysteresis', (bmc) => ipmi.getHysteresis(bmc, temperature())],
  ['event enable', (bmc) => ipmi.getEventEnable(bmc, temperature())],
];

describe('whatever a BMC answers', () => {
  it.each(QUESTIONS)('%s: told or refused', (_, ask) =>
    fc.assert(
      fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 12 }), async (replies) => {
        try {
          await ask(new AnyBmc(replies));
        } catch (error) {
          expect(error).toBeInstanceOf(ipmi.IpmiError);
        }
      }),
    ),
  );
});
