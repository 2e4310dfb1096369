import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its key, PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority in a temporary folder. */
export interface TestAuthority extends Disposable {
  /** Path of its own certificate. */
  readonly file: string;
  /** A certificate for a host name that is valid from yesterday, or that ended yesterday. */
  issue(host: string, validity?: 'valid' | 'expired'): KeyPair;
}

/** What `openssl ca` needs to know; the paths are of its own folder. */
const CONFIGURATION = `[ca]
default_ca = authority
[authority]
new_certs_dir = .
database = index.txt
serial = serial
default_md = sha256
policy = policy
copy_extensions = copy
unique_subject = no
[policy]
commonName = supplied
`;
const DAY_MS = 86_400_000;
const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Makes an authority with openssl, which has to be there. */
export function makeAuthority(): TestAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'kami-authority-'));
  const openssl = (...args: readonly (readonly string[])[]): void => {
    execFileSync('openssl', args.flat(), { cwd: folder, stdio: 'pipe' });
  };
  openssl(
    ['req', '-x509', ...CURVE, '-days', '2', '-subj', '/CN=KAMI test authority'],
    ['-addext', 'keyUsage=critical,keyCertSign', '-keyout', 'ca.key', '-out', 'ca.pem'],
  );
  writeFileSync(join(folder, 'ca.cnf'), CONFIGURATION);
  writeFileSync(join(folder, 'index.txt'), '');
  writeFileSync(join(folder, 'serial'), '01');
  let count = 0;
  return {
    file: join(folder, 'ca.pem'),
    issue(host, validity = 'valid') {
      const name = `leaf-${++count}`;
      const [from, to] = validity === 'valid' ? [-DAY_MS, DAY_MS] : [-2 * DAY_MS, -DAY_MS];
      const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
      openssl(['req', ...CURVE, ...names], ['-keyout', `${name}.key`, '-out', `${name}.csr`]);
      openssl(
        ['ca', '-batch', '-notext', '-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key'],
        ['-startdate', stamp(from), '-enddate', stamp(to), '-in', `${name}.csr`, '-out', `${name}.pem`],
      );
      return {
        key: readFileSync(join(folder, `${name}.key`), 'utf8'),
        cert: readFileSync(join(folder, `${name}.pem`), 'utf8'),
      };
    },
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** A certificate that vouches for itself. */
export function makeSelfSigned(host: string): KeyPair {
  const folder = mkdtempSync(join(tmpdir(), 'kami-self-signed-'));
  try {
    const [key, cert] = [join(folder, 'key'), join(folder, 'cert')] as const;
    const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
    execFileSync(
      'openssl',
      ['req', '-x509', ...CURVE, '-days', '2', ...names, '-keyout', key, '-out', cert],
      { stdio: 'pipe' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A time from now as ASN.1 writes it: `YYYYMMDDHHMMSSZ`. */
function stamp(fromNowMs: number): string {
  return `${new Date(Date.now() + fromNowMs).toISOString().replaceAll(/[-:T]|\..*$/gu, '')}Z`;
}
