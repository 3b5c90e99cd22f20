/**
 * Grafana tells each nested plugin where its own module.js is; the chunks of all are beside the app's. webpack.config.ts
 * puts this at the beginning of every nested module, before it fetches anything.
 */
declare let __webpack_public_path__: string;

__webpack_public_path__ = __webpack_public_path__.replace(/(?:datasource|panels\/[^/]+)\/$/, '');

export {};
