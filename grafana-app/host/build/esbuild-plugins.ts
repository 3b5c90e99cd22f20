import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Grafana serves these from @grafana/ui's own copies: a second one would have a router context of its own. */
const FROM_GRAFANA_UI = /^react-router-dom(-v5-compat)?$/;

/** Resolves what the page imports from a folder of packages that need not be above it. */
export function packagesOf(folder: string, sources: string): Plugin {
  const ui = dirname(createRequire(join(folder, 'package.json')).resolve('@grafana/ui/package.json'));
  return {
    name: 'packages',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async (args) => {
        if (args.pluginData === 'resolved' || !args.importer.startsWith(sources)) return undefined;
        const resolveDir = FROM_GRAFANA_UI.test(args.path) ? ui : folder;
        return build.resolve(args.path, { kind: args.kind, resolveDir, pluginData: 'resolved' });
      });
    },
  };
}

/**
 * `grafana-internal:<package>/<module>` is one module of a @grafana package that its `exports` do not show: Grafana
 * itself sets the implementation of PluginPage and others there. And one build of @emotion/css for all of them.
 */
export function grafanaInternals(folder: string): Plugin {
  const require = createRequire(join(folder, 'package.json'));
  return {
    name: 'grafana-internals',
    setup(build) {
      build.onResolve({ filter: /^grafana-internal:/ }, ({ path }) => {
        const [name = '', ...module] = path.slice('grafana-internal:'.length).split('/');
        const root = dirname(require.resolve(`@grafana/${name}/package.json`));
        return { path: join(root, 'dist/esm', `${module.join('/')}.mjs`) };
      });
      build.onResolve({ filter: /^@emotion\/css$/ }, () => ({
        path: join(dirname(require.resolve('@emotion/css/package.json')), 'dist/emotion-css.cjs.js'),
      }));
    },
  };
}

const COMMON_JS =
  /^(react-custom-scrollbars-2|slate-plain-serializer|calculate-size|@rc-component\/(slider|cascader|tooltip|drawer)|rc-(slider|cascader|tooltip|drawer|picker)|react-calendar|react-select(\/.*)?|react-loading-skeleton|react-inlinesvg|@monaco-editor\/react|@uiw\/react-codemirror)$/;

/**
 * Files of @grafana/ui end in .mjs, from which bundlers import the whole of a CommonJS module as its default, as Node
 * does. Grafana's own build takes `default` out of it; so does this.
 */
export function commonJsDefaults(): Plugin {
  return {
    name: 'common-js-defaults',
    setup(build) {
      build.onResolve({ filter: COMMON_JS }, (args) =>
        args.namespace === 'file' && args.importer.includes('/@grafana/')
          ? { path: args.path, namespace: 'common-js-default', pluginData: args.resolveDir }
          : undefined
      );
      build.onLoad({ filter: /.*/, namespace: 'common-js-default' }, ({ path, pluginData }) => {
        const name = JSON.stringify(path);
        return {
          contents: `export { default } from ${name}; export * from ${name};`,
          resolveDir: String(pluginData),
        };
      });
    },
  };
}
