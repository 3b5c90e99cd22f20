import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import cpuVulnerabilities from './module.ts';
import { parseVulnerability } from './parse.ts';

const run = (files: Record<string, string>) => collect(cpuVulnerabilities, { sysfs: fileTree(files) });

describe('cpu_vulnerabilities', () => {
  it('shows the state of each', async () => {
    const { lines } = await run({
      'devices/system/cpu/vulnerabilities/meltdown': 'Mitigation: PTI\n',
      'devices/system/cpu/vulnerabilities/mds': 'Vulnerable: Clear "CPU" buffers\n',
    });
    expect(lines).toEqual([
      'node_cpu_vulnerabilities_info{codename="meltdown",mitigation="PTI",state="mitigation"} 1',
      'node_cpu_vulnerabilities_info{codename="mds",mitigation="Clear \\"CPU\\" buffers",state="vulnerable"} 1',
    ]);
  });

  it('has nothing to say of a kernel that does not tell', async () => {
    expect((await run({})).lines).toEqual([]);
    expect(cpuVulnerabilities.defaultEnabled).toBe(false);
  });

  it.each([
    ['Not affected\n', 'not affected', ''],
    ['Vulnerable\n', 'vulnerable', ''],
    ['Vulnerable:  no  microcode\n', 'vulnerable', 'no microcode'],
    ['Mitigation: a: b; c\n', 'mitigation', 'a: b; c'],
    ['Unknown: No mitigations\n', 'unknown', 'No mitigations'],
    ['Processor vulnerable\n', 'unknown', 'Processor vulnerable'],
    ['', 'unknown', ''],
    ['\ufffd', 'unknown', '\ufffd'],
    ['x'.repeat(5000), 'unknown', 'x'.repeat(5000)],
  ])('%j is %s', (content, state, mitigation) =>
    expect(parseVulnerability(content)).toEqual({ state, mitigation }),
  );

  it('fuzz: any text has a state', () => {
    fc.assert(
      fc.property(fc.string(), (content) => {
        expect(parseVulnerability(content).state).toMatch(/^(not affected|vulnerable|mitigation|unknown)$/);
      }),
    );
  });
});
