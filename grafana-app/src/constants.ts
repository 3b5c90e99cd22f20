/** Ids of the app and of what is nested in it, as in the plugin.json files. */
export const APP_ID = 'fathom-infrastructure-app';
export const DATASOURCE_ID = 'fathom-infrastructure-datasource';

/** Actions of the roles in plugin.json. */
export const ACTIONS = {
  read: `${APP_ID}:read`,
  act: `${APP_ID}:act`,
  configure: `${APP_ID}:configure`,
} as const;
