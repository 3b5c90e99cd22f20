/** What the texts of a snmp.yml stand for; each is null for a text that is not one. As go-yaml reads them. */
const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const YES = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const NO = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/** Of a scalar without quotes. */
export function isNull(text: string): boolean {
  return NULLS.has(text);
}

export function parseFlag(text: string): boolean | null {
  if (YES.test(text)) return true;
  return NO.test(text) ? false : null;
}

/** Whole numbers that a double holds exactly. */
export function parseInteger(text: string): number | null {
  if (!/^[-+]?\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value + 0 : null;
}

export function parseNumber(text: string): number | null {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : null;
}
