import { fileURLToPath } from 'node:url';
import { cachedFile } from '../../platform/cached-file.ts';

const MAX_BYTES = 4 * 1024 * 1024;
/** Beside the bundle; in the source tree it lies in docs/. */
const PLACES = ['./openapi.json', '../../../../docs/reference/openapi.json'];

/** The generated OpenAPI document, read when it is asked for. @throws ModuleError `unsupported` when it is not there. */
export function openApiReader(): () => Buffer {
  const [bundled, source] = PLACES.map((place) =>
    cachedFile(fileURLToPath(new URL(place, import.meta.url)), MAX_BYTES),
  );
  return () => {
    try {
      return read(bundled);
    } catch {
      return read(source);
    }
  };
}

function read(file: ReturnType<typeof cachedFile> | undefined): Buffer {
  return file?.read().content ?? Buffer.alloc(0);
}
