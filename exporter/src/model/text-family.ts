/** A family of samples that is text already: what writes many samples hands over lines, not an object for each. */

export type FamilyType = 'counter' | 'gauge' | 'untyped' | 'histogram' | 'summary';

export interface TextFamily {
  readonly name: string;
  readonly type: FamilyType;
  readonly help: string;
  /** In the text format, each with its line end, without HELP and TYPE. */
  readonly lines: string;
  /** HELP, TYPE and lines, from a writer of thousands that has never made a text of them. */
  readonly written?: WrittenText;
}

/** UTF-8, in one place or several: the garbage collector would copy a text again and again. */
export interface WrittenText {
  /** Bytes. */
  readonly size: number;
  /** Returns where it ends in the page. */
  copyTo(page: Buffer, at: number): number;
}
