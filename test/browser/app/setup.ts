/** One Fathom with 10,000 assets and one preview of the built app for all browser tests of the app. */
import type { TestProject } from 'vitest/node';
import { PLUGIN_DIST, startFilledPreview } from '../../support/filled-preview.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly fathomUrl: string;
    readonly fathomToken: string;
    readonly previewUrl: string;
    /** The plugin as it was built last. */
    readonly pluginDist: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { fathomUrl, fathomToken, previewUrl, stop } = await startFilledPreview();
  project.provide('fathomUrl', fathomUrl);
  project.provide('fathomToken', fathomToken);
  project.provide('previewUrl', previewUrl);
  project.provide('pluginDist', PLUGIN_DIST);
  return stop;
}
