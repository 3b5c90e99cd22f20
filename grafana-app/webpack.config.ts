import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** The generated configuration copies only the root plugin's logos; nested plugins have their own. */
const nestedImages = new CopyWebpackPlugin({
  patterns: [{ from: '{datasource,panels}/**/img/**/*', to: '.', noErrorOnMissing: true }],
});

/** What startWorker is given is compiled as a worker, as with `new Worker`; it also starts those that come from a CDN. */
const workers = { parser: { javascript: { worker: ['startWorker() from ./startWorker', '...'] } } };

const config = async (env: Env): Promise<Configuration> =>
  merge(await grafanaConfig(env), { plugins: [nestedImages], module: workers });

export default config;
