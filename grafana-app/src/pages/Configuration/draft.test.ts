import { describe, expect, it } from 'vitest';
import type { StoredSettings } from '../../api/storedSettings';
import { changedFields, dashboardUid, draftOf, invalidFields, requestOf } from './draft';

const STORED: StoredSettings = {
  enabled: true,
  pinned: true,
  jsonData: { apiUrl: 'http://fathom:9797', prometheusUid: 'prom', ofAnotherVersion: { kept: true } },
  hasToken: true,
  version: '0.1.0',
};

describe('what has changed', () => {
  it('is nothing at first, nor after slashes and spaces', () => {
    const draft = draftOf(STORED);
    expect(changedFields(STORED, draft)).toEqual([]);
    expect(changedFields(STORED, { ...draft, apiUrl: ' http://fathom:9797/ ' })).toEqual([]);
  });

  it('is each field that differs', () => {
    const draft = { apiUrl: 'http://b', token: 'new', prometheusUid: '', hostDashboardUid: 'host', enabled: false };
    expect(changedFields(STORED, draft)).toEqual(['apiUrl', 'token', 'prometheusUid', 'hostDashboardUid', 'enabled']);
  });

  it('is a token that was reset, and not one that never was', () => {
    expect(changedFields(STORED, { ...draftOf(STORED), token: '' })).toEqual(['token']);
    const without = { ...STORED, hasToken: false };
    expect(changedFields(without, draftOf(without))).toEqual([]);
  });
});

describe('the request', () => {
  it('keeps what others store there, and sends no secret that did not change', () => {
    const draft = { ...draftOf(STORED), apiUrl: 'https://fathom.example/' };
    expect(requestOf(STORED, ['apiUrl'], draft)).toEqual({
      enabled: true,
      pinned: true,
      jsonData: { apiUrl: 'https://fathom.example', prometheusUid: 'prom', ofAnotherVersion: { kept: true } },
    });
  });

  it('takes what somebody else has saved meanwhile', () => {
    const now = {
      ...STORED,
      enabled: false,
      jsonData: { ...STORED.jsonData, prometheusUid: 'other', hostDashboardUid: 'h' },
    };
    expect(requestOf(now, ['apiUrl'], { ...draftOf(STORED), apiUrl: 'http://b' })).toEqual({
      enabled: false,
      pinned: true,
      jsonData: { apiUrl: 'http://b', prometheusUid: 'other', hostDashboardUid: 'h', ofAnotherVersion: { kept: true } },
    });
  });

  it('removes what was emptied', () => {
    const draft = { ...draftOf(STORED), prometheusUid: '', token: '' };
    expect(requestOf(STORED, ['prometheusUid', 'token'], draft)).toEqual({
      enabled: true,
      pinned: true,
      jsonData: { apiUrl: 'http://fathom:9797', ofAnotherVersion: { kept: true } },
      secureJsonData: { apiToken: '' },
    });
  });

  it('has a new token without the spaces it was pasted with', () => {
    const draft = { ...draftOf(STORED), token: ' s3cret\n' };
    expect(requestOf(STORED, ['token'], draft).secureJsonData).toEqual({ apiToken: 's3cret' });
  });
});

describe('the uid of a dashboard', () => {
  it.each([
    ['abc-1', 'abc-1'],
    ['https://grafana/d/abc-1/hosts?orgId=1', 'abc-1'],
    ['/sub/d/abc-1', 'abc-1'],
    ['', ''],
  ])('of %j is %j', (text, uid) => {
    expect(dashboardUid(text)).toBe(uid);
  });
});

it('names the fields that may not be so', () => {
  expect(invalidFields(draftOf(STORED))).toEqual([]);
  expect(
    invalidFields({ ...draftOf(STORED), apiUrl: 'fathom', token: 'with a space', hostDashboardUid: 'no uid!' })
  ).toEqual(['apiUrl', 'token', 'hostDashboardUid']);
});
