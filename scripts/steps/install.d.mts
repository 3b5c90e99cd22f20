/** Sees to it that npm's packages are there. */
export function ensureInstalled(root: string, scope: 'server' | 'full'): Promise<void>;
