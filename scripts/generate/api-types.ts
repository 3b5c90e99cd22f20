import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface OpenApiTypescript {
  default(document: object, options: { readonly emptyObjectsUnknown: boolean }): Promise<readonly unknown[]>;
  astToString(nodes: readonly unknown[]): string;
}

/**
 * The API's types for the Grafana app, from the OpenAPI document. The library is the app's own dependency, because it
 * needs the version of TypeScript that Grafana's build uses.
 */
export async function apiTypes(root: string, openApiDocument: string): Promise<string> {
  const { resolve } = createRequire(join(root, 'grafana-app/package.json'));
  const library = (await import(pathToFileURL(resolve('openapi-typescript')).href)) as OpenApiTypescript;
  // Attributes may have anything in them: without it they would have nothing.
  const nodes = await library.default(JSON.parse(openApiDocument) as object, { emptyObjectsUnknown: true });
  return `/** Generated from docs/reference/openapi.json by \`npm run generate\`. */\n${library.astToString(nodes)}`;
}
