/** As in plugin.json. */
export const APP_ID = 'fathom-infrastructure-app';

/** Actions of the roles in plugin.json. */
export const ACTIONS = {
  read: `${APP_ID}:read`,
  act: `${APP_ID}:act`,
  configure: `${APP_ID}:configure`,
} as const;
