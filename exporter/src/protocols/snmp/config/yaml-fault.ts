import type { ErrorCode, YAMLParseError } from 'yaml';

/** Why a text is no YAML. Not in the words of the parser: they may repeat what is in the file, and so a password. */
const FAULTS: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias has an anchor or tag',
  BAD_ALIAS: 'a value that begins with * and is no alias needs quotes',
  BAD_DQ_ESCAPE: 'unknown escape in double quotes',
  BAD_INDENT: 'wrong indentation',
  BAD_SCALAR_START: 'a value that begins with @, ` or % needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a value with a colon and a blank in it needs quotes',
  DUPLICATE_KEY: 'the key is given twice',
  MISSING_CHAR: 'a quote, bracket, colon or comma is missing',
  MULTIPLE_DOCS: 'one document expected, this begins another',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines',
  TAB_AS_INDENT: 'a tab is no indentation',
};

export function yamlFault({ code }: Pick<YAMLParseError, 'code'>): string {
  return `not YAML: ${FAULTS[code] ?? code.toLowerCase().replaceAll('_', ' ')}`;
}
