/** The Russian of the Grafana app is complete, and says as much as the English. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { englishTexts } from '../../scripts/generate/translations.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const RUSSIAN = join(ROOT, 'grafana-app/src/locales/ru-RU/fathom-infrastructure-app.json');
/** Forms of a Russian noun with a number: 1 узел, 2 узла, 5 узлов, 1,5 узла. */
const RUSSIAN_FORMS = ['_one', '_few', '_many', '_other'];
const ENGLISH_FORM = /_(one|other)$/;

function flat(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? flat(value, `${prefix}${name}.`)
      : [[prefix + name, String(value)]],
  );
}

const placeholders = (text: string) => new Set(text.match(/\{\{\w+\}\}/g) ?? []);

const english = englishTexts(ROOT);
const russian = new Map(flat(JSON.parse(readFileSync(RUSSIAN, 'utf8')) as object));
const counted = new Set(
  [...english.keys()].filter((key) => key.endsWith('_other')).map((key) => key.replace(ENGLISH_FORM, '')),
);
const wanted = new Set(
  [...english.keys()].flatMap((key) => {
    const base = key.replace(ENGLISH_FORM, '');
    return counted.has(base) ? RUSSIAN_FORMS.map((form) => base + form) : [key];
  }),
);

describe('the Russian texts', () => {
  it('are there for every English one, and no others', () => {
    expect([...wanted].filter((key) => !russian.has(key))).toEqual([]);
    expect([...russian.keys()].filter((key) => !wanted.has(key))).toEqual([]);
  });

  it('have the placeholders of the English ones', () => {
    const wrong = [...russian].filter(([key, text]) => {
      const base = key.replace(/_(one|few|many|other)$/, '');
      const original = english.get(key) ?? english.get(`${base}_other`) ?? '';
      const own = placeholders(text);
      // “1 узел” may be said without its number.
      const needed = [...placeholders(original)].filter(
        (each) => each !== '{{count}}' || !key.endsWith('_one'),
      );
      return (
        needed.some((each) => !own.has(each)) || [...own].some((each) => !placeholders(original).has(each))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('are Russian, but for names', () => {
    const withWords = [...russian].filter(([, text]) => /[a-z]{3}/i.test(text.replace(/\{\{\w+\}\}/g, '')));
    const untranslated = withWords.filter(([key, text]) => english.get(key) === text && !NAMES.has(text));
    expect(untranslated).toEqual([]);
  });
});

/** Names and units that are the same in both languages. */
const NAMES = new Set(['Fathom', 'Grafana', 'Prometheus', 'Alertmanager', 'CSV', 'JSON']);
