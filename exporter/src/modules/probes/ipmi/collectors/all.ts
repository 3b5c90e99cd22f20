import type { CollectorName } from '../../../../protocols/ipmi/collectors.ts';
import type { Collect } from './asking.ts';
import { collectBmc, collectChassis, collectDcmi, collectLanMode, collectSel } from './controller.ts';
import { collectEvents } from './events.ts';
import { collectSensors } from './sensors.ts';
import { collectWatchdog } from './watchdog.ts';

export const COLLECT: Readonly<Record<CollectorName, Collect>> = {
  ipmi: collectSensors,
  dcmi: collectDcmi,
  bmc: collectBmc,
  chassis: collectChassis,
  'bmc-watchdog': collectWatchdog,
  sel: collectSel,
  'sel-events': collectEvents,
  'sm-lan-mode': collectLanMode,
};
