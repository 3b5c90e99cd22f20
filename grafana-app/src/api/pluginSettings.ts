/** The app's configuration in Grafana. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getBackendSrv } from '@grafana/runtime';
import { APP_ID } from '../constants';
import { toApiError } from './errors';
import { parseSettings, type SettingsRequest, type StoredSettings } from './storedSettings';

export const SETTINGS_URL = `/api/plugins/${APP_ID}/settings`;

const KEY = ['plugin-settings'] as const;
const QUIET = { showErrorAlert: false, showSuccessAlert: false } as const;

export function usePluginSettings() {
  // A form stands on them: they are asked for again only when they were saved.
  return useQuery({ queryKey: KEY, queryFn: readSettings, staleTime: Infinity, gcTime: 0 });
}

/** Grafana replaces jsonData as a whole: `change` is given what is stored at this moment, and returns all of it. */
export function useSavePluginSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: (stored: StoredSettings) => SettingsRequest) => {
      await writeSettings(change(await readSettings()));
      return readSettings();
    },
    onSuccess: (stored) => client.setQueryData(KEY, stored),
  });
}

/** @throws ApiError */
async function readSettings(): Promise<StoredSettings> {
  const answer: unknown = await getBackendSrv()
    .get<unknown>(SETTINGS_URL, undefined, undefined, QUIET)
    .catch((error: unknown) => Promise.reject(toApiError(error)));
  const stored = parseSettings(answer);
  if (stored === null) {
    throw toApiError(new Error(`${SETTINGS_URL}: no settings of a plugin`));
  }
  return stored;
}

/** @throws ApiError */
async function writeSettings(request: SettingsRequest): Promise<void> {
  await getBackendSrv()
    .post(SETTINGS_URL, request, QUIET)
    .catch((error: unknown) => Promise.reject(toApiError(error)));
}
