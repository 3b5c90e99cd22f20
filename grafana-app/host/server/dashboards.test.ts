import { expect, it } from 'vitest';
import { parseDashboard } from './dashboards.ts';
import { provisionDataSources } from './data-sources.ts';
import { family } from './test-family.ts';

const SOURCES = provisionDataSources(family(), { enabled: true, pinned: true, jsonData: {}, secureJsonData: {} });

it('fills in the inputs as an import does', () => {
  const json = JSON.stringify({
    __inputs: [{ name: 'DS_EXAMPLE', type: 'datasource', pluginId: 'example-datasource' }],
    title: 'One',
    panels: [{ datasource: { uid: '${DS_EXAMPLE}' } }],
  });
  expect(parseDashboard(json, 'dashboards/one.json', SOURCES)).toEqual({
    uid: 'one',
    title: 'One',
    dashboard: { title: 'One', panels: [{ datasource: { uid: 'example-datasource' } }] },
  });
});

it('refuses what is no dashboard', () => {
  expect(() => parseDashboard('[]', 'dashboards/one.json', SOURCES)).toThrow('dashboards/one.json: expected an object');
});
