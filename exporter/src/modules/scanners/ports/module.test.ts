import { describe, expect, it } from 'vitest';
import { scan, scannerOf } from '../../../../../test/support/scan.ts';
import { socket, socketSnapshot, socketsPort, states } from '../../../../../test/support/sockets.ts';
import ports from './module.ts';
import { portDetails, portStats } from './port-stats.ts';

const sshd = { pid: 10, name: 'sshd', cmdline: ['sshd: /usr/sbin/sshd -D [listener]'] };
const prometheus = { pid: 20, name: 'prometheus', cmdline: ['/usr/bin/prometheus', '--secret=hunter2'] };
const snapshot = socketSnapshot(
  [
    socket({ localPort: 22, owner: sshd, receiveQueue: 1 }),
    socket({ localPort: 22, localAddress: '::', owner: sshd }),
    socket({ localPort: 9090, localAddress: '127.0.0.1', owner: prometheus }),
    socket({ protocol: 'udp', localPort: 4000, receiveQueue: 10, drops: 2 }),
  ],
  {
    connectionsByPort: new Map([
      [22, states({ established: 3, last_ack: 1 })],
      [9090, states({ established: 9 })],
    ]),
  },
);
const sockets = socketsPort(snapshot);

describe('ports scanner', () => {
  it('makes one asset of each port', async () => {
    const { assets, complete, partial } = await scan(ports, { sockets });
    expect(complete).toBe(true);
    expect(partial).toEqual([]);
    expect(assets).toEqual([
      {
        id: 'service-test-tcp-22',
        kind: 'service',
        name: 'ssh (tcp/22)',
        labels: { protocol: 'tcp', service: 'ssh' },
        attributes: {
          protocol: 'tcp',
          port: 22,
          service: 'ssh',
          addresses: ['0.0.0.0', '::'],
          loopbackOnly: false,
          process: 'sshd',
          pid: 10,
          stats: { acceptQueue: 1, connections: 4, established: 3, time_wait: 0, close_wait: 0, last_ack: 1 },
        },
        relations: [{ type: 'runs-on', target: 'host-test' }],
      },
      expect.objectContaining({
        id: 'service-test-tcp-9090',
        attributes: expect.objectContaining({
          loopbackOnly: true,
          metrics: { scheme: 'http', path: '/metrics' },
        }) as unknown,
      }),
      expect.objectContaining({
        id: 'service-test-udp-4000',
        name: 'udp/4000',
        labels: { protocol: 'udp', service: 'unknown' },
        attributes: expect.objectContaining({
          process: null,
          pid: null,
          stats: { receiveQueueBytes: 10, drops: 2 },
        }) as unknown,
      }),
    ]);
  });

  it('never shows a command line', async () =>
    expect(JSON.stringify(await scan(ports, { sockets }))).not.toContain('hunter2'));

  it.each([
    [{ includeStats: false }, undefined],
    [{ trackConnections: false }, { acceptQueue: 1, connections: 4 }],
  ])('keeps figures as told: %j', async (config, stats) => {
    const { assets } = await scan(ports, { sockets }, config);
    expect(assets[0]?.attributes['stats']).toEqual(stats);
  });

  it('is incomplete when ports are missing, but not when only processes are', async () => {
    const unseen = { ...snapshot, complete: false };
    const withoutProcesses = await scan(ports, { sockets: socketsPort(unseen) });
    expect(withoutProcesses.complete).toBe(true);
    expect(withoutProcesses.partial.map(({ code }) => code)).toEqual(['permission_denied']);

    const torn = await scan(ports, { sockets: socketsPort({ ...unseen, socketsComplete: false }) });
    expect(torn.complete).toBe(false);

    const cut = await scan(ports, { sockets }, { maxPorts: 1 });
    expect(cut).toMatchObject({ complete: false, assets: [{ id: 'service-test-tcp-22' }] });
    expect(cut.partial.map(({ code }) => code)).toEqual(['limit_exceeded']);
  });

  it('makes an id of any host name', async () => {
    const host = { asset: 'host-x', name: `Wéb 01/${'x'.repeat(300)}` };
    const { assets } = await scannerOf(ports, { sockets }, {}, host)();
    expect(assets[0]?.id).toMatch(/^service-w-b-01-x+-tcp-22$/);
  });
});

describe('portStats', () => {
  it('ranks ports by connections', async () => {
    const discovery = await scan(ports, { sockets });
    const { total_ports, top_ports } = portStats(discovery);
    expect(total_ports).toBe(3);
    expect(top_ports.map(({ port, service }) => [port, service])).toEqual([
      [9090, 'prometheus'],
      [22, 'ssh'],
      [4000, 'unknown'],
    ]);
    expect(portStats(discovery, 1).top_ports).toHaveLength(1);
  });

  it('has the details of a port', async () => {
    const discovery = await scan(ports, { sockets });
    expect(portDetails(discovery, 22)).toMatchObject({
      service: 'ssh',
      process: 'sshd',
      stats: { established: 3 },
    });
    expect(portDetails(discovery, 23)).toBeNull();
  });

  it('looks past assets that are no ports', () => {
    const assets = [
      { id: 'a', kind: 'host' as const, name: 'a', labels: {}, attributes: {}, relations: [] },
      {
        id: 'b',
        kind: 'service' as const,
        name: 'b',
        labels: {},
        attributes: { protocol: 'tcp', port: '22' },
        relations: [],
      },
      {
        id: 'c',
        kind: 'service' as const,
        name: 'c',
        labels: {},
        attributes: { protocol: 'tcp', port: 22, stats: ['x'], process: 1 },
        relations: [],
      },
    ];
    expect(portStats({ assets, complete: true }).top_ports).toEqual([
      { protocol: 'tcp', port: 22, service: 'unknown', process: null, stats: {} },
    ]);
  });
});
