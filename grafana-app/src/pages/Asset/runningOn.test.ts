import { describe, expect, it } from 'vitest';
import type { AssetRelation } from '../../api/types';
import { portRow, presentOnly, processRow } from './runningOn';

const relation = (attributes: object): AssetRelation => ({
  direction: 'in',
  type: 'runs-on',
  id: 'a-1',
  asset: { id: 'a-1', name: 'nginx', kind: 'service', status: 'active' },
  score: 12,
  attributes: JSON.parse(JSON.stringify(attributes)),
});

describe('portRow', () => {
  it('reads the figures of a TCP port, further states apart', () => {
    const stats = { acceptQueue: 2, connections: 9, established: 5, time_wait: 1, close_wait: 0, fin_wait2: 3 };
    expect(
      portRow(
        relation({
          protocol: 'tcp',
          port: 443,
          addresses: ['::'],
          process: 'nginx',
          pid: 7,
          stats: { ...stats, last_ack: 0 },
        })
      )
    ).toMatchObject({
      name: 'nginx',
      score: 12,
      port: 443,
      process: 'nginx',
      queue: 2,
      connections: 9,
      established: 5,
      timeWait: 1,
      closeWait: 0,
      drops: null,
      otherStates: [['fin_wait2', 3]],
    });
  });

  it('reads the figures of a UDP port', () => {
    const row = portRow(relation({ protocol: 'udp', port: 53, stats: { receiveQueueBytes: 4096, drops: 8 } }));
    expect(row).toMatchObject({ queue: 4096, drops: 8, connections: null, otherStates: [] });
  });

  it('makes a row of what somebody else wrote, or nobody', () => {
    const odd = portRow({ ...relation({ port: '80', stats: [1], addresses: 5 }), asset: null });
    expect(odd).toMatchObject({ name: 'a-1', status: null, port: null, queue: null, addresses: [] });
  });
});

describe('processRow', () => {
  it('reads what the scanner of processes writes', () => {
    const stats = { status: 'sleeping', cpuPercent: 51, memoryPercent: 6, memoryBytes: 4096 };
    const cmdline = ['java', '-jar', 'x.jar'];
    expect(processRow(relation({ pid: 1218, user: 'java', cmdline, createTime: 1.5, stats }))).toMatchObject({
      pid: 1218,
      user: 'java',
      state: 'sleeping',
      cpuPercent: 51,
      memoryBytes: 4096,
      command: 'java -jar x.jar',
      startedAt: 1500,
    });
  });
});

describe('presentOnly', () => {
  it('leaves out what is gone unless all are wanted', () => {
    const here = portRow(relation({}));
    const gone = { ...here, status: 'gone' as const };
    expect(presentOnly([here, gone], false)).toEqual([here]);
    expect(presentOnly([here, gone], true)).toEqual([here, gone]);
  });
});
