/** The packages of Grafana 12.4 with React 18, which have a folder and a lock file of their own. */
export function ensureReact18(root: string): Promise<void>;
