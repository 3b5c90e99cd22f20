import { ModuleError } from '../../../contract/module.ts';

const NUMBER = /^(\d{1,20}(?:\.\d{1,20})?)([kmgtpe]?)$/i;
const UNITS = ['', 'k', 'm', 'g', 't', 'p', 'e'];
const STEP = 1024;

/**
 * A number as bcachefs writes it for people: `44.5T`, `702`. What the rounding took is lost.
 * @throws ModuleError `malformed_reply`
 */
export function parseHumanNumber(text: string): number {
  const match = NUMBER.exec(text);
  if (match === null) throw new ModuleError('malformed_reply', 'bcachefs: not a number such as 44.5T');
  const [, amount = '', unit = ''] = match;
  return Math.trunc(Number(amount) * STEP ** UNITS.indexOf(unit.toLowerCase()));
}
