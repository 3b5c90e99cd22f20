import { describe, expect, it } from 'vitest';
import { parseSettings } from './storedSettings';

describe('the settings that Grafana keeps', () => {
  it('are read with what others keep there', () => {
    const answer = {
      id: 'fathom-infrastructure-app',
      enabled: true,
      pinned: true,
      jsonData: { apiUrl: 'http://fathom:9797', ofAnotherVersion: [1] },
      secureJsonFields: { apiToken: true },
      info: { version: '0.1.0' },
    };
    expect(parseSettings(answer)).toEqual({
      enabled: true,
      pinned: true,
      jsonData: { apiUrl: 'http://fathom:9797', ofAnotherVersion: [1] },
      hasToken: true,
      version: '0.1.0',
    });
  });

  it('may be none yet', () => {
    expect(parseSettings({ enabled: false, jsonData: null })).toEqual({
      enabled: false,
      pinned: false,
      jsonData: {},
      hasToken: false,
      version: '',
    });
  });

  it.each([null, 'text', [], { message: 'Not found' }])('are not %j', (data) => {
    expect(parseSettings(data)).toBeNull();
  });
});
