/** Labels that name an asset, the surest first. */
export const NAMING = 'asset entity host hostname nodename node instance target device vm pod container'.split(' ');
