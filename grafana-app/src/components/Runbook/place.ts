/** Where a runbook is: a page of the web, or one of Fathom's own, which the plugin brings with it. */
export type Place =
  | { readonly kind: 'web'; readonly url: string }
  /** `name` without its ending. */
  | { readonly kind: 'own'; readonly name: string };

const OWN = /^docs\/runbooks\/([\w-]+)\.md$/;

/** Null for what is neither. Of the web, nothing but http and https is followed, and no password is sent. */
export function placeOf(runbook: string): Place | null {
  const name = OWN.exec(runbook)?.[1];
  if (name !== undefined) {
    return { kind: 'own', name };
  }
  if (!URL.canParse(runbook)) {
    return null;
  }
  const { protocol, username, password } = new URL(runbook);
  const isSafe = (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
  return isSafe ? { kind: 'web', url: runbook } : null;
}

/** Links between runbooks are for the documentation: here their words remain. */
export const withoutFileLinks = (markdown: string): string =>
  markdown.replace(/\[([^\]]+)\]\((?!\w+:)[^)\s]+\)/g, '$1');
