import { describe, expect, it } from 'vitest';
import { createLog, type LogFormat } from './log.ts';

function logged(fields: object, format: LogFormat = 'text'): string {
  let output = '';
  createLog('info', format, (line) => void (output += line)).warn(fields, 'something happened');
  return output;
}

describe('the log', () => {
  it.each([
    [{ module: 'cpu', runs: 3 }, 'module=cpu runs=3'],
    [{ error: 'two words' }, 'error="two words"'],
    [{ error: new Error('broken') }, 'error=broken'],
    [{ path: 'a\nWARN forged' }, 'path="a\\nWARN forged"'],
    [{ name: '\x1b[2Jcleared\x7f' }, 'name="\\u001b[2Jcleared\\u007f"'],
  ])('shows %j to people on one line', (fields, text) => {
    expect(logged(fields)).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WARN {2}something happened /);
    expect(logged(fields)).toContain(` ${text}\n`);
    expect(logged(fields).split('\n')).toHaveLength(2);
  });

  it('is JSON for machines', () => {
    expect(JSON.parse(logged({ module: 'cpu' }, 'json'))).toMatchObject({
      module: 'cpu',
      msg: 'something happened',
    });
  });

  it.each(['text', 'json'] as const)('never shows a secret, as %s', (format) => {
    const output = logged({ token: 's3cret', request: { authorization: 'Bearer s3cret' } }, format);
    expect(output).not.toContain('s3cret');
    expect(output).toContain('<secret>');
  });
});
