import { describe, expect, it } from 'vitest';
import { socket, socketSnapshot, states } from '../../../test/support/sockets.ts';
import { listeningPorts } from './listening-ports.ts';

const nginx = { pid: 10, name: 'nginx', cmdline: ['nginx: master process'] };
const postgres = { pid: 20, name: 'postgres', cmdline: [] };

describe('listeningPorts', () => {
  it('takes both wildcards for one address and drops what they cover', () => {
    const [port, ...others] = listeningPorts(
      socketSnapshot([
        socket({ localPort: 80, localAddress: '0.0.0.0', owner: nginx }),
        socket({ localPort: 80, localAddress: '::', owner: nginx }),
        socket({ localPort: 80, localAddress: '10.0.0.1', owner: nginx }),
      ]),
    );
    expect(others).toEqual([]);
    expect(port?.binds.map(({ address }) => address)).toEqual(['*']);
    expect(port).toMatchObject({
      addresses: ['0.0.0.0', '10.0.0.1', '::'],
      loopbackOnly: false,
      owner: nginx,
    });
  });

  it('keeps an address that another process has', () => {
    const [port] = listeningPorts(
      socketSnapshot([
        socket({ localPort: 5432, localAddress: '0.0.0.0', owner: postgres }),
        socket({ localPort: 5432, localAddress: '127.0.0.2', owner: nginx }),
      ]),
    );
    expect(port?.binds.map(({ address, owner }) => [address, owner?.name])).toEqual([
      ['*', 'postgres'],
      ['127.0.0.2', 'nginx'],
    ]);
  });

  it('lets the lowest pid stand for all that share an address, whatever the order', () => {
    const worker = { ...nginx, pid: 11 };
    for (const owners of [
      [worker, nginx],
      [nginx, worker],
    ]) {
      const [port] = listeningPorts(socketSnapshot(owners.map((owner) => socket({ localPort: 80, owner }))));
      expect(port?.binds).toHaveLength(1);
      expect(port?.owner).toEqual(nginx);
    }
  });

  it('prefers the bind whose process is known', () => {
    const [port] = listeningPorts(
      socketSnapshot([
        socket({ localPort: 5432, localAddress: '127.0.0.1' }),
        socket({ localPort: 5432, localAddress: '127.0.0.2', owner: nginx }),
      ]),
    );
    expect(port).toMatchObject({
      owner: nginx,
      loopbackOnly: true,
      service: { service: 'nginx', by: 'process' },
    });
  });

  it('sums queues and drops, and has connections for TCP only', () => {
    const ports = listeningPorts(
      socketSnapshot(
        [
          socket({ localPort: 53, localAddress: '127.0.0.1', receiveQueue: 2 }),
          socket({ localPort: 53, localAddress: '::1', receiveQueue: 3 }),
          socket({ protocol: 'udp', localPort: 53, receiveQueue: 100, drops: 7 }),
        ],
        { connectionsByPort: new Map([[53, states({ established: 4 })]]) },
      ),
    );
    expect(
      ports.map(({ protocol, receiveQueue, drops, connections }) => [
        protocol,
        receiveQueue,
        drops,
        [...connections],
      ]),
    ).toEqual([
      ['tcp', 5, 0, [['established', 4]]],
      ['udp', 100, 7, []],
    ]);
  });

  it('orders by protocol and number', () => {
    const snapshot = socketSnapshot([
      socket({ protocol: 'udp', localPort: 1 }),
      socket({ localPort: 100 }),
      socket({ localPort: 9 }),
    ]);
    expect(listeningPorts(snapshot).map(({ protocol, port }) => `${protocol}/${port}`)).toEqual([
      'tcp/9',
      'tcp/100',
      'udp/1',
    ]);
  });

  it('has nothing for nothing', () => expect(listeningPorts(socketSnapshot([]))).toEqual([]));
});
