import { loadConfig, type LoadedConfig } from '../app/config/load.ts';
import { MODULES } from '../app/registry.ts';

/** The configuration as flags, environment and files of this process have it. */
export function loadFrom(argv: readonly string[]): LoadedConfig {
  return loadConfig({ modules: MODULES, argv, env: process.env, cwd: process.cwd() });
}
