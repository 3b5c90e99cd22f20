/** For each worker a Fathom with 10,000 assets and a preview of the built app; one Chromium for all of them. */
import type { TestProject } from 'vitest/node';
import { serveChromium } from '../../support/app-browser.ts';
import { type Estate, startFilledPreview } from '../../support/filled-preview.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** By number of the worker. */
    readonly estates: readonly Estate[];
    /** Where Chromium takes connections. */
    readonly chromium: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const workers = Math.max(...project.vitest.projects.map(({ config }) => config.maxWorkers));
  const previews = await Promise.all(Array.from({ length: workers }, startFilledPreview));
  const chromium = await serveChromium();
  const estates = previews.map(({ fathomUrl, fathomToken, previewUrl }) => ({
    fathomUrl,
    fathomToken,
    previewUrl,
  }));
  project.provide('estates', estates);
  project.provide('chromium', chromium.wsEndpoint());
  return async () => {
    await chromium.close();
    await Promise.all(previews.map((preview) => preview.stop()));
  };
}
