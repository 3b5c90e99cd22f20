/** Two servers asked in turn by the same client: wall time as the client sees it, CPU time from the scheduler's account. */
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';

export interface Server {
  /** Of what is asked for. */
  readonly url: string;
  readonly pid: number;
  /** Whether it starts others whose time counts as well, once they have ended. */
  readonly withChildren?: boolean;
}

export interface Plan {
  readonly warmUp: number;
  readonly rounds: number;
  /** Requests to one server before it is the other's turn. */
  readonly perRound: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Cost {
  /** Median of all requests. */
  readonly wallMs: number;
  /** Of a request, median of the rounds' means; of all threads of the process, user and kernel. */
  readonly cpuMs: number;
}

interface Side extends Server {
  readonly agent: Agent;
  readonly wallMs: number[];
  /** Of a request, by round. */
  readonly cpuMs: number[];
}

/** Both are long-running servers: what counts is the steady state, after the warm-up. */
export async function measureInTurn(servers: readonly [Server, Server], plan: Plan): Promise<[Cost, Cost]> {
  const [first, second] = servers.map((server): Side => ({
    ...server,
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
    wallMs: [],
    cpuMs: [],
  })) as [Side, Side];
  try {
    for (const side of [first, second]) {
      await requests(side, plan, plan.warmUp);
      side.wallMs.length = 0;
      side.cpuMs.length = 0;
    }
    for (let round = 0; round < plan.rounds; round += 1) {
      for (const side of round % 2 === 0 ? [first, second] : [second, first])
        await requests(side, plan, plan.perRound);
    }
  } finally {
    first.agent.destroy();
    second.agent.destroy();
  }
  return [costOf(first), costOf(second)];
}

async function requests(side: Side, { headers = {} }: Plan, count: number): Promise<void> {
  const before = spentMs(side);
  for (let i = 0; i < count; i += 1) {
    const startedAt = performance.now();
    await fetchAll(side, headers);
    side.wallMs.push(performance.now() - startedAt);
  }
  side.cpuMs.push((spentMs(side) - before) / count);
}

function fetchAll({ url, agent }: Side, headers: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers }, (reply) => {
      if (reply.statusCode !== 200) reject(new Error(`${url}: HTTP ${reply.statusCode}`));
      reply.resume().once('end', resolve).once('error', reject);
    });
    request.once('error', reject);
  });
}

/** Nanoseconds on a processor of all threads, sched-stats.rst; threads that have ended are not counted. */
export function cpuMsOf(pid: number): number {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const ns = tasks.map((task) =>
    Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
  );
  return ns.reduce((sum, each) => sum + each, 0) / 1e6;
}

function spentMs({ pid, withChildren }: Server): number {
  return cpuMsOf(pid) + (withChildren === true ? cpuMsOfChildren(pid) : 0);
}

/** cutime and cstime, proc_pid_stat(5); a tick is 10 ms. Behind the name, which may have blanks. */
function cpuMsOfChildren(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

function costOf({ wallMs, cpuMs }: Side): Cost {
  return { wallMs: median(wallMs), cpuMs: median(cpuMs) };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
