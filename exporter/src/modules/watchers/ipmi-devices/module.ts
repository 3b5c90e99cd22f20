import { defineWatcher } from '../../../contract/module.ts';
import { HARDWARE_EVENTS } from '../../../protocols/hardware/events.ts';
import { config, shared } from './options.ts';
import { Polling } from './polling.ts';

export default defineWatcher({
  id: 'ipmi-devices',
  summary:
    'Machines through their BMCs by IPMI, those of `ipmi.targets` and the one of this machine where `ipmi.local` names how to ask it: temperatures, fans, power supplies, drives, memory, and the event log.',
  config,
  shared,
  needs: ['ipmi', 'hosts', 'machines', 'machineCare'],
  interval: '1s',
  events: HARDWARE_EVENTS,
  init: (options) => new Polling(options),
  dispose: (polling) => polling.stop(),
  watch(context, _options, emit) {
    const { state } = context;
    for (const observation of state.take(context.partial)) emit(observation);
    state.turn(context);
  },
  tell: (polling) => polling.tell(),
});
