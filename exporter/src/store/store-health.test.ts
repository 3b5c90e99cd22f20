import { expect, it } from 'vitest';
import { eventDraft, openTestStore, temporaryFolder } from '../../../test/support/store.ts';
import { ModuleError } from '../model/errors.ts';
import { openAppendFile } from '../platform/append-file.ts';

const OK = { status: 'ok', problem: null };

it('says why events cannot be written, until they can', async () => {
  let full = false;
  const store = await openTestStore(await temporaryFolder(), {
    openFile: async (path) => {
      const file = await openAppendFile(path);
      const append = (bytes: Buffer) =>
        full ? Promise.reject(new ModuleError('unreachable', 'no space left on device')) : file.append(bytes);
      return {
        ...file,
        append,
        get size() {
          return file.size;
        },
      };
    },
  });
  expect(await store.health()).toEqual(OK);
  full = true;
  await expect(store.events.append([eventDraft()])).rejects.toThrow('no space');
  expect(await store.health()).toEqual({
    status: 'failing',
    problem: expect.stringMatching(
      /^events cannot be written \(no space left on device\): look at the disk/,
    ) as string,
  });
  full = false;
  await store.events.append([eventDraft()]);
  expect(await store.health()).toEqual(OK);
});

it('says that the database cannot be read', async () => {
  const store = await openTestStore(await temporaryFolder());
  await store.close();
  const { status, problem } = await store.health();
  expect([status, problem]).toEqual([
    'failing',
    expect.stringMatching(/^the database cannot be read \(.+\): look at/),
  ]);
});
