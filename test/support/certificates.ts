import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes certificates with openssl in a folder: a CA first, then what it signs. */
export function certificateAuthority(folder: string, name = 'ca') {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.crt`,
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  );
  const read = (file: string): Certificate => ({
    certFile: join(folder, `${file}.crt`),
    keyFile: join(folder, `${file}.key`),
    cert: readFileSync(join(folder, `${file}.crt`), 'utf8'),
    key: readFileSync(join(folder, `${file}.key`), 'utf8'),
  });
  return {
    ...read(name),
    issue(file: string, commonName: string, alternativeNames: string): Certificate {
      openssl('req', ...key, '-keyout', `${file}.key`, '-out', `${file}.csr`, '-subj', `/CN=${commonName}`);
      writeFileSync(join(folder, `${file}.ext`), `subjectAltName=${alternativeNames}\n`);
      const signer = ['-CA', `${name}.crt`, '-CAkey', `${name}.key`, '-CAcreateserial'];
      openssl(
        'x509',
        '-req',
        '-in',
        `${file}.csr`,
        ...signer,
        '-out',
        `${file}.crt`,
        '-days',
        '2',
        '-extfile',
        `${file}.ext`,
      );
      return read(file);
    },
  };
}
