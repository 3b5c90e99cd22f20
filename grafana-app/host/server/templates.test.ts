import { expect, it } from 'vitest';
import { interpolate } from './templates.ts';

const DATA = {
  JsonData: { apiUrl: 'http://fathom:9797', port: 9797, on: true, deep: { key: 'v' } },
  SecureJsonData: { apiToken: 's3cret' },
};

it.each([
  ['{{ .JsonData.apiUrl }}/api/v1/', 'http://fathom:9797/api/v1/'],
  ['{{.JsonData.apiUrl}}', 'http://fathom:9797'],
  ['Bearer {{ .SecureJsonData.apiToken }}', 'Bearer s3cret'],
  ['{{ .JsonData.port }} {{ .JsonData.on }}', '9797 true'],
  ['{{ .JsonData.deep.key }}', 'v'],
  ['{{ .JsonData.missing }}/api', '<no value>/api'],
  ['{{ .JsonData.missing.below }}', '<no value>'],
  ['{{ orEmpty .JsonData.missing }}|', '|'],
  ['{{ .JsonData.missing | orEmpty }}|', '|'],
  ['Bearer {{ .SecureJsonData.missing }}', 'Bearer '],
  ['no template', 'no template'],
])('%s becomes %s', (template, expected) => {
  expect(interpolate(template, DATA)).toBe(expected);
});

it.each(['{{ printf "%s" .JsonData.apiUrl }}', '{{ .Url }}', '{{ JsonData.apiUrl }}'])('refuses %s', (template) => {
  expect(() => interpolate(template, DATA)).toThrow('could not parse template');
});
