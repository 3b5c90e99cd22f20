import { safeUrl } from '../safeUrl';

/** Where a runbook is: a page of the web, or one of Fathom's own, which the plugin brings with it. */
export type Place =
  | { readonly kind: 'web'; readonly url: string }
  /** `name` without its ending. */
  | { readonly kind: 'own'; readonly name: string };

const OWN = /^docs\/runbooks\/([\w-]+)\.md$/;

/** Null for what is neither. */
export function placeOf(runbook: string): Place | null {
  const name = OWN.exec(runbook)?.[1];
  if (name !== undefined) {
    return { kind: 'own', name };
  }
  const url = safeUrl(runbook);
  return url === null ? null : { kind: 'web', url };
}

/** Links between runbooks are for the documentation: here their words remain. */
export const withoutFileLinks = (markdown: string): string =>
  markdown.replace(/\[([^\]]+)\]\((?!\w+:)[^)\s]+\)/g, '$1');
