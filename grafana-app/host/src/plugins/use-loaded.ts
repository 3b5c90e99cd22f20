import { useEffect, useState } from 'react';
import { errorMessage } from '../error-message.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'loaded'; readonly value: T };

/** What a promise has come to; `key` says when to ask again. */
export function useLoaded<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  useEffect(() => {
    let current = true;
    setLoaded({ state: 'loading' });
    load().then(
      (value) => current && setLoaded({ state: 'loaded', value }),
      (error: unknown) => current && setLoaded({ state: 'failed', message: errorMessage(error) })
    );
    return () => {
      current = false;
    };
    // `load` is a new function at every rendering: `key` stands for what it depends on.
  }, [key]);
  return loaded;
}
