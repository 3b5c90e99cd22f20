import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { socket, socketSnapshot, socketsPort, states } from '../../../../../test/support/sockets.ts';
import ports from './module.ts';

const nginx = { pid: 10, name: 'nginx', cmdline: [] };

describe('ports', () => {
  it('emits ports, connections in fixed states, queues and what was left out', async () => {
    const snapshot = socketSnapshot(
      [
        socket({ localPort: 80, owner: nginx, receiveQueue: 2, backlog: 511, drops: 7 }),
        socket({ localPort: 80, localAddress: '::', owner: nginx }),
        socket({ localPort: 5432, localAddress: '127.0.0.1' }),
        socket({
          protocol: 'udp',
          localPort: 5514,
          localAddress: '10.0.0.1',
          receiveQueue: 768,
          sendQueue: 512,
          drops: 3,
        }),
      ],
      {
        ephemeralUdp: 4,
        connectionsByPort: new Map([
          [80, states({ established: 12, fin_wait2: 1 })],
          [5432, new Map()],
        ]),
        queuedByPort: new Map([[80, { receive: 4096, send: 65_536 }]]),
        outboundByPort: new Map([
          [5432, states({ established: 5 })],
          [4711, states({ established: 1, syn_sent: 2 })],
          [0, states({ established: 9 })],
        ]),
      },
    );
    const { lines, partial } = await collect(ports, { sockets: socketsPort(snapshot) });
    expect(partial).toEqual([]);
    expect(lines).toEqual([
      'fathom_port_accept_queue_connections{port="80"} 2',
      'fathom_port_accept_queue_connections{port="5432"} 0',
      'fathom_port_accept_queue_limit_connections{port="80"} 639',
      'fathom_port_accept_queue_limit_connections{port="5432"} 128',
      'fathom_port_connection_receive_queue_bytes{port="80"} 4096',
      'fathom_port_connection_receive_queue_bytes{port="5432"} 0',
      'fathom_port_connection_send_queue_bytes{port="80"} 65536',
      'fathom_port_connection_send_queue_bytes{port="5432"} 0',
      'fathom_port_connections{port="80",state="established"} 12',
      'fathom_port_connections{port="80",state="time_wait"} 0',
      'fathom_port_connections{port="80",state="close_wait"} 0',
      'fathom_port_connections{port="80",state="syn_recv"} 0',
      'fathom_port_connections{port="80",state="fin_wait2"} 1',
      'fathom_port_connections{port="5432",state="established"} 0',
      'fathom_port_connections{port="5432",state="time_wait"} 0',
      'fathom_port_connections{port="5432",state="close_wait"} 0',
      'fathom_port_connections{port="5432",state="syn_recv"} 0',
      'fathom_port_dropped_connections_total{port="80"} 7',
      'fathom_port_dropped_connections_total{port="5432"} 0',
      'fathom_port_dropped_datagrams_total{port="5514"} 3',
      'fathom_port_ephemeral_udp_sockets 4',
      'fathom_port_listening{address="*",pid="",port="80",process="nginx",protocol="tcp",service="nginx"} 1',
      'fathom_port_listening{address="127.0.0.1",pid="",port="5432",process="",protocol="tcp",service="postgresql"} 1',
      'fathom_port_listening{address="10.0.0.1",pid="",port="5514",process="",protocol="udp",service="unknown"} 1',
      'fathom_port_omitted_ports 0',
      'fathom_port_outbound_connections{port="5432",service="postgresql",state="established"} 5',
      'fathom_port_outbound_connections{port="other",service="other",state="established"} 10',
      'fathom_port_outbound_connections{port="other",service="other",state="syn_sent"} 2',
      'fathom_port_receive_queue_bytes{port="5514"} 768',
      'fathom_port_scan_complete 1',
      'fathom_port_send_queue_bytes{port="5514"} 512',
    ]);
  });

  it('says nothing of what only netlink tells', async () => {
    const unknown = { backlog: null, drops: null };
    const snapshot = socketSnapshot([
      socket({ localPort: 80, ...unknown }),
      socket({ localPort: 53, protocol: 'udp', ...unknown }),
      socket({ localPort: 443, backlog: 10, drops: 1 }),
      socket({ localPort: 443, localAddress: '10.0.0.1', ...unknown }),
    ]);
    const { lines } = await collect(ports, { sockets: socketsPort(snapshot) });
    expect(lines.filter((line) => /limit|dropped/.test(line))).toEqual([]);
  });

  it('names the process by pid when asked to', async () => {
    const snapshot = socketSnapshot([socket({ localPort: 80, owner: nginx }), socket({ localPort: 81 })]);
    const { lines } = await collect(ports, { sockets: socketsPort(snapshot) }, { pidLabel: true });
    expect(lines.filter((line) => line.startsWith('fathom_port_listening'))).toEqual([
      expect.stringContaining('pid="10",port="80"'),
      expect.stringContaining('pid="",port="81"'),
    ]);
  });

  it('bounds its series and says so', async () => {
    const many = Array.from({ length: 30 }, (_, i) => socket({ localPort: 1000 + i }));
    const addresses = Array.from({ length: 20 }, (_, i) =>
      socket({ localPort: 53, localAddress: `10.0.0.${i}` }),
    );
    const { lines, partial } = await collect(
      ports,
      { sockets: socketsPort(socketSnapshot([...many, ...addresses])) },
      { maxPorts: 10 },
    );
    // 21 ports beyond the tenth, and four addresses of port 53.
    expect(lines).toContain('fathom_port_omitted_ports 25');
    expect(lines.filter((line) => line.startsWith('fathom_port_listening'))).toHaveLength(16 + 9);
    expect(partial.map(({ code }) => code)).toEqual(['limit_exceeded']);
  });

  it('tells that processes may not be seen, which is no failure', async () => {
    const snapshot = socketSnapshot([socket({ localPort: 22 })], { complete: false });
    const { lines, partial } = await collect(ports, { sockets: socketsPort(snapshot) });
    expect(lines).toContain('fathom_port_scan_complete 0');
    expect(partial).toEqual([]);
  });

  it('reports a table that is not whole as a partial failure', async () => {
    const snapshot = socketSnapshot([], { complete: false, socketsComplete: false });
    const { partial } = await collect(ports, { sockets: socketsPort(snapshot) });
    expect(partial.map(({ message }) => message)).toEqual(['not all sockets could be read']);
  });

  it('leaves out outbound connections when told to', async () => {
    const snapshot = socketSnapshot([], {
      outboundByPort: new Map([[443, states({ established: 1 })]]),
    });
    const { lines } = await collect(ports, { sockets: socketsPort(snapshot) }, { outbound: false });
    expect(lines.join()).not.toContain('outbound');
  });

  it.each([{ maxPorts: 0 }, { maxPorts: 5001 }, { pidLabel: 'yes' }])('refuses %j', (config) =>
    expect(ports.config.safeParse(config).success).toBe(false),
  );
});
