import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { socketSnapshot, socketsPort, states } from '../../../../../test/support/sockets.ts';
import { CONNECTION_STATES, type TcpTotals } from '../../../model/socket.ts';
import tcpstat from './module.ts';

const linesOf = async (tcp: TcpTotals) =>
  (await collect(tcpstat, { sockets: socketsPort(socketSnapshot([], { tcp })) })).lines;

describe('tcpstat', () => {
  it('shows the states that there are, and what waits', async () => {
    const byState = states({ established: 50_000, time_wait: 3, listen: 2 });
    expect(await linesOf({ byState, queued: { receive: 4096, send: 261 } })).toEqual([
      'node_tcp_connection_states{state="established"} 50000',
      'node_tcp_connection_states{state="time_wait"} 3',
      'node_tcp_connection_states{state="listen"} 2',
      'node_tcp_connection_states{state="rx_queued_bytes"} 4096',
      'node_tcp_connection_states{state="tx_queued_bytes"} 261',
    ]);
  });

  it('knows every state of the kernel', async () => {
    const byState = new Map(CONNECTION_STATES.map((state, i) => [state, i + 1]));
    const lines = await linesOf({ byState, queued: { receive: 0, send: 0 } });
    expect(lines.map((line) => /"(.*)"/.exec(line)?.[1])).toEqual([
      ...[
        'established',
        'syn_sent',
        'syn_recv',
        'fin_wait1',
        'fin_wait2',
        'time_wait',
        'close',
        'close_wait',
      ],
      ...['last_ack', 'listen', 'closing', 'rx_queued_bytes', 'tx_queued_bytes'],
    ]);
  });

  it('shows nothing of nothing', async () =>
    expect(await linesOf({ byState: new Map(), queued: { receive: 0, send: 0 } })).toEqual([]));
});
