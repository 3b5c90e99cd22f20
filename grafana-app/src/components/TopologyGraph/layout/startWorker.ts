/**
 * A worker from wherever the plugin is served. webpack.config.ts names this function, so that webpack compiles what its
 * URL points to as a worker. Browsers start workers only from the page's own origin: from a CDN, a script of this
 * origin fetches the real one.
 */
export function startWorker(url: URL): Worker {
  if (url.origin === self.origin) {
    return new Worker(url);
  }
  const script = URL.createObjectURL(
    new Blob([`importScripts(${JSON.stringify(url.href)});`], { type: 'text/javascript' })
  );
  const worker = new Worker(script);
  // The blob is read when the worker starts; it may go once the worker has spoken or failed.
  const release = () => URL.revokeObjectURL(script);
  worker.addEventListener('message', release, { once: true });
  worker.addEventListener('error', release, { once: true });
  return worker;
}
