import type { z } from 'zod';
import type { AnyReceiver, Observation } from '../../exporter/src/contract/module.ts';
import type { Ports } from '../../exporter/src/contract/ports.ts';
import { ReceiverRunner } from '../../exporter/src/runtime/receiver-runner.ts';

/** A receiver, as the server runs it. */
export function receiverRunner(receiver: AnyReceiver, options: unknown, ports: Partial<Ports> = {}) {
  const environment = { ports: ports as Ports, host: { asset: 'host-test', name: 'test' }, now: Date.now };
  return new ReceiverRunner(receiver, options, environment);
}

/** What a receiver with this configuration tells, up to `count`; rejects when it fails before. */
export async function received(
  receiver: AnyReceiver,
  config: object,
  count: number,
  ports: Partial<Ports> = {},
): Promise<Observation[]> {
  const runner = receiverRunner(receiver, (receiver.config as z.ZodObject).parse(config), ports);
  const told: Observation[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      runner.start({
        deliver: (observations) => {
          told.push(...observations);
          if (told.length >= count) resolve();
          return Promise.resolve();
        },
        onFailure: reject,
      });
    });
    return told;
  } finally {
    await runner.stop();
  }
}
