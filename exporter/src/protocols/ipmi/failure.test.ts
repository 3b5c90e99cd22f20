import { IPMI_ERROR_CODES, IpmiError } from 'ipmi-js';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, ModuleError } from '../../model/errors.ts';
import { asModuleError } from './failure.ts';

const TARGET = 'bmc1:623';

describe('a failure of ipmi-js', () => {
  it.each<[IpmiError, string]>([
    [new IpmiError('timeout', 'x'), 'timeout'],
    [new IpmiError('closed', 'x'), 'cancelled'],
    [new IpmiError('aborted', 'x'), 'cancelled'],
    [new IpmiError('aborted', 'x', { cause: new DOMException('x', 'TimeoutError') }), 'timeout'],
    [new IpmiError('completion_code', 'x', { completionCode: 0xc1 }), 'unsupported'],
    [new IpmiError('completion_code', 'x', { completionCode: 0xd4 }), 'permission_denied'],
  ])('%s is %s', (error, code) => expect(asModuleError(error, TARGET).code).toBe(code));

  it.each(IPMI_ERROR_CODES)('%s is one that modules have, and no bug', (code) => {
    const failure = asModuleError(new IpmiError(code, 'x'), TARGET);
    expect(ERROR_CODES).toContain(failure.code);
    expect(failure.code).not.toBe('bug');
  });

  it('names the BMC once', () => {
    expect(asModuleError(new IpmiError('timeout', 'silent'), TARGET).message).toBe('bmc1:623: silent');
    expect(asModuleError(new IpmiError('timeout', 'bmc1:623 is silent'), TARGET).message).toBe(
      'bmc1:623 is silent',
    );
  });
});

it('leaves what is told already, and takes all else for a bug', () => {
  const told = new ModuleError('unsupported', 'x');
  expect(asModuleError(told, TARGET)).toBe(told);
  expect(asModuleError(new TypeError('x'), TARGET).code).toBe('bug');
});
