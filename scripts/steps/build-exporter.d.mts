/** Bundles exporter/src into exporter/dist, unless that is already there for these very sources. */
export function buildExporter(root: string, options?: { readonly force?: boolean }): Promise<void>;
