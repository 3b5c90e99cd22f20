/** Builds grafana-app/dist, unless it is there for these very sources. */
export function buildPlugin(root: string): Promise<void>;
