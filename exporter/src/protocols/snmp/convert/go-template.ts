/** `$1`, `$name` and `${name}` take as many letters, digits and underscores as there are; `$$` is a dollar. */
const REFERENCE = /\$(?:\$|\{(\w+)\}|(\w+))/g;

/** What Go's Regexp.Expand makes of a template: groups that are not there are empty. */
export function expandTemplate(template: string, match: RegExpExecArray): string {
  return template.replace(REFERENCE, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    if (name === undefined) return '$';
    return (/^(?:0|[1-9]\d*)$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';
  });
}
