import { expect, it } from 'vitest';
import { readPreviewOptions } from './steps/preview-options.mjs';

it('has defaults for everything', () => {
  expect(readPreviewOptions([], {})).toEqual({
    help: false,
    demo: false,
    react18: false,
    subPath: '',
    port: 9798,
  });
});

it('reads the whole command line', () => {
  const argv = [
    '--fathom-url',
    'http://a:9797/',
    '--token',
    't',
    '--port',
    '0',
    '--sub-path',
    '/grafana/',
    '--react18',
  ];
  expect(readPreviewOptions(argv, {})).toEqual({
    help: false,
    demo: false,
    react18: true,
    subPath: '/grafana',
    port: 0,
    fathomUrl: 'http://a:9797',
    token: 't',
  });
});

it('takes the token from the environment, and the flag over it', () => {
  expect(readPreviewOptions([], { FATHOM_API_TOKEN: 'env' })).toMatchObject({ token: 'env' });
  expect(readPreviewOptions(['--token', 'flag'], { FATHOM_API_TOKEN: 'env' })).toMatchObject({
    token: 'flag',
  });
});

it.each([
  [['--demo', '--fathom-url', 'http://a:9797'], 'demo data never go into another one'],
  [['--port', '65536'], '--port 65536'],
  [['--port', 'http'], '--port http'],
  [['--fathom-url', 'a:9797'], '--fathom-url a:9797'],
  [['--sub-path', 'grafana'], '--sub-path grafana'],
  [['--unknown'], '--unknown'],
])('refuses %j', (argv, message) => {
  expect(() => readPreviewOptions(argv, {})).toThrow(message);
});
