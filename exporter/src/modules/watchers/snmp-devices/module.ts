import { defineWatcher } from '../../../contract/module.ts';
import { events } from './events.ts';
import { config, shared } from './options.ts';
import { Polling } from './polling.ts';

export default defineWatcher({
  id: 'snmp-devices',
  summary:
    'The devices of `snmp.targets`, each asked at its own interval: links, traffic, errors, processors, memory, storage, load, restarts.',
  config,
  shared,
  needs: ['snmp', 'os'],
  interval: '1s',
  events,
  init: (options) => new Polling(options),
  dispose: (polling) => polling.stop(),
  watch(context, _options, emit) {
    const { state } = context;
    for (const observation of state.take(context.partial)) emit(observation);
    state.turn(context);
  },
  tell: (polling) => polling.tell(),
});
