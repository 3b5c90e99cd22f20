import { expect, it } from 'vitest';
import { secureFieldsOf, updateDataSourceSettings, updatePluginSettings, type Settings } from './settings.ts';

const SETTINGS: Settings = {
  enabled: true,
  pinned: true,
  jsonData: { apiUrl: 'http://a', prometheusUid: 'p' },
  secureJsonData: { apiToken: 'one', other: 'kept' },
};

it('replaces jsonData as a whole and merges secrets', () => {
  const body = { enabled: true, pinned: true, jsonData: { apiUrl: 'http://b' }, secureJsonData: { apiToken: 'two' } };
  expect(updatePluginSettings(SETTINGS, body)).toEqual({
    enabled: true,
    pinned: true,
    jsonData: { apiUrl: 'http://b' },
    secureJsonData: { apiToken: 'two', other: 'kept' },
  });
});

it('loses what a form does not send back: enabled, pinned, jsonData', () => {
  expect(updatePluginSettings(SETTINGS, {})).toEqual({
    enabled: false,
    pinned: false,
    jsonData: {},
    secureJsonData: SETTINGS.secureJsonData,
  });
});

it('tells of secrets only whether they are set', () => {
  const settings = { ...SETTINGS, secureJsonData: { apiToken: 'one', emptied: '' } };
  expect(secureFieldsOf(settings)).toEqual({ apiToken: true });
});

it('keeps whether a data source is enabled', () => {
  expect(updateDataSourceSettings(SETTINGS, { jsonData: {} }).enabled).toBe(true);
});

it.each([[null], ['text'], [[]], [{ secureJsonData: { apiToken: 1 } }]])('refuses %j as bad request', (body) => {
  expect(() => updatePluginSettings(SETTINGS, body)).toThrow('bad request data');
});
