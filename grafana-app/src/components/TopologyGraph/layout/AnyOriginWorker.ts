/**
 * A worker from wherever the plugin is served. webpack.config.ts names this class, so that webpack compiles what its URL
 * points to as a worker. Browsers start workers only from the page's own origin, and the plugin may come from a CDN:
 * hence a script of this origin that imports the real one. Like all of the plugin, that one is an AMD module; it needs
 * no others.
 */
export class AnyOriginWorker extends Worker {
  constructor(url: URL) {
    const script = `self.define = (factory) => factory(); importScripts(${JSON.stringify(url.href)});`;
    // Not revoked: the browser may read it later than this, it is a hundred bytes, and there is one a layout.
    super(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
  }
}
