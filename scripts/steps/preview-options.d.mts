export interface PreviewCommand {
  readonly help: boolean;
  readonly demo: boolean;
  readonly react18: boolean;
  readonly subPath: string;
  readonly port: number;
  readonly fathomUrl?: string;
  readonly token?: string;
}
export const HELP: string;
/** @throws {Error} saying what is wrong with the command line. */
export function readPreviewOptions(
  argv: readonly string[],
  env?: Readonly<Record<string, string | undefined>>,
): PreviewCommand;
