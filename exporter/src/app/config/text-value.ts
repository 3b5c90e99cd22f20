import type { SchemaNode } from './json-schema.ts';

const YES = new Set(['true', '1', 'yes', 'on']);
const NO = new Set(['false', '0', 'no', 'off']);

export function hasType(node: SchemaNode, type: string): boolean {
  if (node.anyOf) return node.anyOf.some((each) => hasType(each, type));
  return typeof node.type === 'string' ? node.type === type : (node.type?.includes(type) ?? false);
}

/**
 * The value that a text from a flag or a variable stands for, by the type that is expected there.
 * A text that cannot be it is returned as it is, for the schema to refuse.
 */
export function valueOfText(text: string, node: SchemaNode): unknown {
  if (hasType(node, 'null') && (text === '' || text === 'null')) return null;
  if (hasType(node, 'array')) return node.commas === 'kept' ? itemsOf(text) : listOf(text, node.items ?? {});
  if (hasType(node, 'object')) return parsedJson(text);
  if (hasType(node, 'boolean')) return booleanOf(text);
  if (hasType(node, 'integer') || hasType(node, 'number')) return numberOf(text);
  return text;
}

/** JSON, or items separated by commas; `[::1]:9797` is an item. */
function listOf(text: string, item: SchemaNode): unknown {
  if (isJsonList(text)) return parsedJson(text);
  const parts = text.split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '').map((part) => valueOfText(part, item));
}

/** JSON, or one item; an empty text is none. */
function itemsOf(text: string): unknown {
  if (isJsonList(text)) return parsedJson(text);
  return text === '' ? [] : [text];
}

function isJsonList(text: string): boolean {
  return /^\s*\[.*\]\s*$/s.test(text);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function booleanOf(text: string): unknown {
  const lower = text.toLowerCase();
  if (YES.has(lower)) return true;
  return NO.has(lower) ? false : text;
}

function numberOf(text: string): unknown {
  return /^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text) ? Number(text) : text;
}
