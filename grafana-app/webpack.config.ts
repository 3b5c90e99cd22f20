import CopyWebpackPlugin from 'copy-webpack-plugin';
import path from 'node:path';
import type { Chunk, Configuration } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** The generated configuration copies only the root plugin's logos; nested plugins have their own. */
const nestedImages = new CopyWebpackPlugin({
  patterns: [{ from: '{datasource,panels}/**/img/**/*', to: '.', noErrorOnMissing: true }],
});

/** Workers are one file each: from a blob they would look for a second one at the wrong place. */
const WORKERS: readonly unknown[] = ['topology-layout'];

const workers: Configuration = {
  // What AnyOriginWorker is given is compiled as a worker, as with `new Worker`.
  module: { parser: { javascript: { worker: ['AnyOriginWorker from ./AnyOriginWorker', '...'] } } },
  optimization: {
    splitChunks: {
      chunks: (chunk: Chunk) => !chunk.canBeInitial() && !WORKERS.includes(chunk.name),
      // Every module.js lists every chunk: fewer of them, if not so small, keep it small.
      minSize: 60_000,
    },
  },
};

/** Before anything else of a nested plugin, so that it finds its chunks; after the generated import of the same kind. */
const nestedChunks: Configuration = {
  module: {
    rules: [
      {
        test: /src\/(datasource|panels\/[^/]+)\/module\.tsx?$/,
        loader: 'imports-loader',
        options: { imports: `side-effects ${path.resolve('src/nestedPublicPath.ts')}` },
      },
    ],
  },
};

/** Recommendations name them by their place in the documentation. */
const runbooks = new CopyWebpackPlugin({
  patterns: [{ from: '../../docs/runbooks/*.md', to: 'runbooks/[name][ext]' }],
});

/** Eight digits tell versions apart as well as twenty, in the list of chunks that every module.js has. */
const shortHashes = (env: Env): Configuration =>
  env.production ? { output: { chunkFilename: '[name].js?_cache=[contenthash:8]' } } : {};

const config = async (env: Env): Promise<Configuration> =>
  merge(await grafanaConfig(env), { plugins: [nestedImages, runbooks] }, nestedChunks, workers, shortHashes(env));

export default config;
