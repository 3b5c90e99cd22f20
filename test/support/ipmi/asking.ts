/** The IPMI probe as the server runs it, for BMCs made for tests. */
import ipmi from '../../../exporter/src/modules/probes/ipmi/module.ts';
import {
  type IpmiClientOptions,
  type OpenIpmiClient,
  ipmiClient,
} from '../../../exporter/src/platform/ipmi/client.ts';
import { nativeLibrary } from '../../../exporter/src/platform/native-library.ts';
import { plainFiles } from '../../../exporter/src/platform/plain-files.ts';
import { readIpmiFiles } from '../../../exporter/src/protocols/ipmi/config/read.ts';
import type { IpmiSettings } from '../../../exporter/src/protocols/ipmi/settings.ts';
import type { ProbeRunner } from '../../../exporter/src/runtime/probe-runner.ts';
import { probeRunner } from '../probe.ts';

/** As the configuration puts them out. @param text of a file of ipmi_exporter */
export function settings(text: string, more: Partial<IpmiSettings> = {}): IpmiSettings {
  const modules = readIpmiFiles([{ path: 'ipmi.yml', text }], {});
  return { modules, allow: ['127.0.0.0/8'], targets: [], local: null, ...more };
}

export interface Asker {
  readonly client: OpenIpmiClient;
  readonly runner: ProbeRunner;
  /** Sample lines of the answer. */
  ask(target: string, more?: { readonly module?: string; readonly timeoutMs?: number }): Promise<string[]>;
  stop(): Promise<void>;
}

/** @param local where the BMC of this machine is; where it is unless given */
export function asker(
  text: string,
  more: Partial<IpmiSettings> = {},
  local: Partial<Pick<IpmiClientOptions, 'native' | 'devices'>> = {},
): Asker {
  const client = ipmiClient({ files: plainFiles, native: nativeLibrary(), ...local });
  const runner = probeRunner(ipmi, {
    ports: { ipmi: client },
    options: settings(text, more),
    maxConcurrent: 500,
  });
  return {
    client,
    runner,
    async ask(target, { module = 'default', timeoutMs = 5000 } = {}) {
      const { signal } = new AbortController();
      const families = await runner.ask(new URLSearchParams({ target, module }), { timeoutMs, signal });
      return families.flatMap(({ lines }) => lines.trimEnd().split('\n'));
    },
    async stop() {
      await runner.stop();
      await client.close();
    },
  };
}
