import { describe, expect, it } from 'vitest';
import { ask } from '../../../../test/support/http.ts';
import { recordingLog } from '../../../../test/support/log.ts';
import { type FakeData, fakeServices, HEALTHY } from '../../../../test/support/services.ts';
import type { ThreatScore } from '../../model/score.ts';
import { startHttpServer } from '../server.ts';
import { formatBytes, formatCount, formatDuration } from './format.ts';
import { html } from './html.ts';

const EVIL = '<script>alert("1")</script>';
const time = '2026-11-21T03:00:00.000Z';
const score: ThreatScore = {
  entity: EVIL,
  score: 82.4,
  confidence: 1,
  level: 'CRITICAL',
  contributors: [],
  evidence: [],
  correlatedEvents: [],
  primaryEvent: null,
  time,
};
const DATA: Partial<FakeData> = {
  scores: [score],
  recommendations: [
    {
      id: 'r',
      asset: 'host-1',
      advisor: 'a',
      state: 'open',
      firstSeen: time,
      lastSeen: time,
      subject: 's',
      severity: 'high',
      confidence: 1,
      title: `runs away ${EVIL}`,
      explanation: '',
      evidence: [],
      steps: [EVIL],
      feedback: [],
      charts: [],
    },
  ],
};
const FAILING = {
  kind: 'collector',
  id: 'diskstats',
  status: 'failing',
  lastRun: time,
  lastError: `timeout: ${EVIL}`,
} as const;
const services = () =>
  fakeServices(
    { health: () => ({ ...HEALTHY, status: 'degraded', problems: [EVIL], modules: [FAILING] }) },
    DATA,
  );

async function page(
  options: { apiToken?: string; headers?: Record<string, string>; probes?: readonly string[] } = {},
) {
  const { log } = recordingLog();
  const server = await startHttpServer({
    listenAddress: '127.0.0.1:0',
    services: {
      ...services(),
      probeAt: (path) => (options.probes?.includes(path) ? { ask: () => Promise.resolve([]) } : null),
    },
    log,
    apiToken: () => options.apiToken,
  });
  try {
    return await ask(`${server.url}/`, { headers: options.headers ?? {} });
  } finally {
    await server.close();
  }
}

describe('GET /', () => {
  it('shows health, modules, scores and links, with everything escaped', async () => {
    const { status, headers, text } = await page();
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const part of [
      'degraded',
      'test-host',
      'diskstats',
      '<b>82</b> CRITICAL',
      'runs away',
      '/var/lib/fathom',
      'href="/metrics"',
      'href="/api/docs/"',
      'href="/sd"',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain(EVIL);
    expect(text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(text).toContain('href="/api/v1/scores/%3Cscript%3Ealert(%221%22)%3C%2Fscript%3E"');
  });

  it.each([
    [['/snmp'], true],
    [[], false],
  ])('where there is %j a device can be asked: %s', async (probes, shown) => {
    const { text, headers } = await page({ probes });
    expect(text.includes('<form action="/snmp">')).toBe(shown);
    expect(
      [...text.matchAll(/<input\s+name="(\w+)"\s+value="(\w*)"/g)].map((match) => match.slice(1)),
    ).toEqual(
      shown
        ? [
            ['target', ''],
            ['auth', ''],
            ['module', 'if_mib'],
          ]
        : [],
    );
    expect(headers['content-security-policy']).toContain("form-action 'self'");
  });

  it('loads nothing from elsewhere and runs only its own script', async () => {
    const { headers, text } = await page();
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+';/,
    );
    expect(text.match(/(?:src|href)="(?!\/|data:)[^"]*"/g)).toBeNull();
    expect(text.match(/<script/g)).toHaveLength(1);
  });

  it.each([
    [undefined, false],
    ['Bearer wrong', false],
    ['Bearer secret', true],
  ])('with a token set, %j sees the inventory: %s', async (authorization, seen) => {
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    const { status, text } = await page({ apiToken: 'secret', headers });
    expect(status).toBe(200);
    expect(text).toContain('degraded');
    for (const part of ['test-host', 'diskstats', 'CRITICAL', 'runs away', '/var/lib/fathom']) {
      expect([part, text.includes(part)]).toEqual([part, seen]);
    }
  });
});

it('escapes values, not templates', () => {
  expect(
    html`<a title="${'"\'&<>'}">${html`<b>${1}</b>`}${['<', html`<i></i>`]}${null}${false}${undefined}</a>`
      .html,
  ).toBe('<a title="&quot;&#39;&amp;&lt;&gt;"><b>1</b>&lt;<i></i></a>');
});

it.each([
  [0, '0 s'],
  [0.5, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [3661, '1 h 1 min'],
  [86_400, '1 d'],
  [900_000, '10 d 10 h'],
])('%d s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KiB'],
  [200 * 1024 * 1024, '200 MiB'],
  [2 ** 60, '1048576 TiB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it('groups thousands', () => expect(formatCount(1_234_567)).toBe('1,234,567'));
