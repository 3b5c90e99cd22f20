import type { ComboboxOption } from '@grafana/ui';
import { get } from '../../api/client';
import { kindName } from '../../components/assetWords';
import { MAX_SEARCH } from '../../components/urlFilter';

/** As many as one looks through before typing another letter. */
const CHOICES = 20;

/** Assets to choose from, as somebody types. @throws ApiError */
export async function assetOptions(search: string): Promise<Array<ComboboxOption<string>>> {
  const text = search.trim().slice(0, MAX_SEARCH);
  const { items } = await get('/assets', { query: { limit: CHOICES, ...(text === '' ? {} : { search: text }) } });
  return items.map(({ id, name, kind }) => ({ value: id, label: name, description: `${kindName(kind)} · ${id}` }));
}
