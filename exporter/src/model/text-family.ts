/** A family of samples that is text already: what writes many samples hands over lines, not an object for each. */

export type FamilyType = 'counter' | 'gauge' | 'untyped' | 'histogram' | 'summary';

export interface TextFamily {
  readonly name: string;
  readonly type: FamilyType;
  readonly help: string;
  /** In the text format, each with its line end, without HELP and TYPE. */
  readonly lines: string;
  /**
   * The lines as UTF-8, from a writer of thousands that has never made a text of them: the garbage collector would copy
   * it again and again.
   */
  readonly bytes?: Buffer;
}
