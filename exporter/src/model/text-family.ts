/** A family of samples that is text already: what writes many samples hands over lines, not an object for each. */

export type FamilyType = 'counter' | 'gauge' | 'untyped' | 'histogram' | 'summary';

export interface TextFamily {
  readonly name: string;
  readonly type: FamilyType;
  readonly help: string;
  /** In the text format, each with its line end, without HELP and TYPE. */
  readonly lines: string;
}
