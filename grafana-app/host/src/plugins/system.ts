import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';
import 'systemjs/dist/extras/named-register.js';

interface SystemHooks {
  shouldFetch: () => boolean;
  fetch: (url: string, options: RequestInit) => Promise<Response>;
}

interface Registration {
  setters: never[];
  execute: () => Promise<void>;
}

export interface SystemLoader {
  import(id: string): Promise<unknown>;
  set(id: string, module: object): void;
  addImportMap(map: { imports: Record<string, string> }): void;
  register(name: string, dependencies: string[], declare: (exports: (module: object) => void) => Registration): void;
}

interface WithLoader {
  System: SystemLoader & { constructor: { prototype: SystemHooks } };
  define: unknown;
  __grafana_amd_define: unknown;
}

const page = window as unknown as WithLoader;

/** The loader, set up as Grafana's: everything is fetched as text and evaluated with an AMD `define` of its own. */
export const System: SystemLoader = page.System;

const hooks = page.System.constructor.prototype;
page.__grafana_amd_define = page.define;
hooks.shouldFetch = () => true;
hooks.fetch = async (url, options) => {
  const answer = await fetch(url, options);
  if (!answer.ok) return answer;
  const source = await answer.text();
  return new Response(
    new Blob([`(function(define){\n${source}\n})(window.__grafana_amd_define);\n//# sourceURL=${url}`], {
      type: 'text/javascript',
    })
  );
};
