import { createContext, useContext } from 'react';
import type { AppSettings } from '../settings';

export const SettingsContext = createContext<AppSettings>({});

/** The app's configuration, as every page may need it for links. */
export const useSettings = (): AppSettings => useContext(SettingsContext);
