import { useMutation } from '@tanstack/react-query';
import { urlOf } from '../../api/client';
import { SETTINGS_URL } from '../../api/pluginSettings';
import { probe } from '../../api/probe';
import { diagnose, type Step } from './diagnosis';

/** Goes the way of every request of the app, with what is stored, and tells how far it came. */
export function useConnectionTest() {
  return useMutation({
    mutationFn: async (): Promise<Step[]> => {
      const settings = await probe(SETTINGS_URL);
      const hasSettings = settings.kind === 'answer' && settings.status === 200;
      return diagnose(settings, hasSettings ? await probe(urlOf('/health', {})) : null);
    },
  });
}
