/** Whom connections believe: made once for each list of authorities, for to read one takes milliseconds. */
import { createSecureContext, type SecureContext } from 'node:tls';
import { messageOf, ModuleError } from '../../model/errors.ts';

/** Of lists of authorities; a configuration names one, and it may have changed. */
const MAX_STORES = 8;
/** Bundles of authorities are far smaller. */
const MAX_CA_BYTES = 4 * 1024 * 1024;
/** A file is read again when it was read longer ago; hundreds may connect at once. */
const MAX_AGE_MS = 10_000;

export type ReadText = (path: string, maxBytes: number) => Promise<string>;

interface ReadFile {
  readonly text: Promise<string>;
  readonly atMs: number;
}

export class TrustStores {
  readonly #readText: ReadText;
  readonly #byText = new Map<string | undefined, SecureContext>();
  readonly #files = new Map<string, ReadFile>();

  constructor(readText: ReadText) {
    this.#readText = readText;
  }

  /**
   * `caFile` in PEM; null for the authorities of the system.
   * @throws ModuleError `auth_failed` when it cannot be read, or is no such file.
   */
  async of(caFile: string | null): Promise<SecureContext> {
    const ca = caFile === null ? undefined : await this.#read(caFile).catch(refuseFile(caFile));
    const known = this.#byText.get(ca);
    if (known) return known;
    const made = contextOf(ca, caFile);
    if (this.#byText.size >= MAX_STORES) this.#byText.clear();
    this.#byText.set(ca, made);
    return made;
  }

  #read(path: string): Promise<string> {
    const known = this.#files.get(path);
    if (known && performance.now() - known.atMs < MAX_AGE_MS) return known.text;
    const text = this.#readText(path, MAX_CA_BYTES);
    if (this.#files.size >= MAX_STORES) this.#files.clear();
    this.#files.set(path, { text, atMs: performance.now() });
    text.catch(() => this.#files.delete(path));
    return text;
  }
}

function contextOf(ca: string | undefined, caFile: string | null): SecureContext {
  if (ca === undefined) return createSecureContext();
  // What is none is passed over by the library without a word.
  if (!ca.includes('-----BEGIN CERTIFICATE-----'))
    throw noAuthorities(caFile, 'it has no certificate in PEM');
  try {
    return createSecureContext({ ca });
  } catch (error) {
    throw noAuthorities(caFile, messageOf(error));
  }
}

function refuseFile(caFile: string): (error: unknown) => never {
  return (error) => {
    throw noAuthorities(caFile, messageOf(error));
  };
}

function noAuthorities(caFile: string | null, reason: string): ModuleError {
  return new ModuleError(
    'auth_failed',
    `redfish.tls.caFile ${caFile ?? ''} cannot be used (${reason}); nothing was sent`,
  );
}
