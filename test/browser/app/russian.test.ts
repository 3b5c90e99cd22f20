import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { APP } from '../../support/app-browser.ts';
import { type AppPage, appPages } from '../../support/app-pages.ts';
import { useApp } from '../../support/app-tests.ts';

const LOCALES = resolve(import.meta.dirname, '../../../grafana-app/src/locales');
const FILE = 'fathom-infrastructure-app.json';
/** So short or general that they may stand in data, too. */
const MIN_LENGTH = 12;

interface Texts {
  readonly [key: string]: Texts | string;
}

function textsOf(texts: Texts): string[] {
  return Object.values(texts).flatMap((text) => (typeof text === 'string' ? [text] : textsOf(text)));
}

const textsIn = (language: string) =>
  new Set(textsOf(JSON.parse(readFileSync(resolve(LOCALES, language, FILE), 'utf8')) as Texts));

describe('in Russian', () => {
  const app = useApp();
  let pages: AppPage[];
  const russian = textsIn('ru-RU');
  /** Texts of the app that no translation has left as they are. */
  const english = [...textsIn('en-US')].filter(
    (text) => text.length >= MIN_LENGTH && !text.includes('{{') && !russian.has(text),
  );
  beforeAll(async () => {
    pages = await appPages();
  });

  it('no page has a line of English of the app or the key of a text', async () => {
    const { page, go, screenshot } = await app.open('extensions', { language: 'ru-RU' });
    const found = new Map<string, string[]>();
    const known = new Set(english);
    for (const { name, path } of pages) {
      await go(path);
      await page
        .locator('main')
        .getByText(/[а-яё]{4}/i)
        .locator('visible=true')
        .first()
        .waitFor();
      await page
        .getByText(/^(?:Загрузка|Расстановка|Размещение).*…$/)
        .first()
        .waitFor({ state: 'detached' });
      await page.waitForLoadState('networkidle');
      const lines = (await page.locator('main').innerText()).split('\n').map((line) => line.trim());
      const left = lines.filter(
        (line) => known.has(line) || /^[a-z]+(?:-[a-z]+)*(?:\.[a-z-]+){2,}$/.test(line),
      );
      if (left.length > 0) found.set(name, left);
      await screenshot(`${name}-russian`);
    }
    expect(Object.fromEntries(found)).toEqual({});
  });

  it.each([
    { search: 'machine-1234', says: '1 актив' },
    { search: 'machine-123', says: '10 активов' },
    { search: 'node-99', says: '11 активов' },
  ])('numbers and words agree: $says', async ({ search, says }) => {
    const { page } = await app.open(`${APP}/inventory?search=${search}`, { language: 'ru-RU' });
    await page.getByText(says, { exact: true }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Реестр активов' }).waitFor();
  });
});
