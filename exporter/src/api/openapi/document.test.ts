import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { routes } from '../v1/routes.ts';
import { openApiDocument } from './document.ts';

const document = openApiDocument() as {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; responses: object }>>;
  components: { schemas: Record<string, object> };
};

describe('the OpenAPI document', () => {
  it('is the one committed; npm run generate renews it', () => {
    const committed = readFileSync(
      new URL('../../../../docs/reference/openapi.json', import.meta.url),
      'utf8',
    );
    expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('has every route with an id of its own', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual(routes.map(({ method, path }) => `${method} /api/v1${path}`).sort());
    expect(new Set(routes.map(({ operationId }) => operationId)).size).toBe(routes.length);
  });

  it('refers only to what it has, and has only what it refers to', () => {
    const text = JSON.stringify(document);
    const references = new Set(
      [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name),
    );
    expect([...references].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  it('is made twice alike', () => expect(openApiDocument()).toEqual(document));
});
