import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** How a repository differs from a good one. */
export interface TufFlaw {
  /** A target that is another than its metadata says. */
  readonly target?: string;
  /** When the timestamp expires. */
  readonly expires?: Date;
  /** Whether the timestamp is signed by a key that the root does not name. */
  readonly wrongKey?: boolean;
  /** The version of the timestamp, 2 unless said. */
  readonly version?: number;
}

/** The files of a repository of The Update Framework with one target, `trusted_root.json`. */
export interface TufRepository {
  /** Its first root metadata. */
  readonly root: string;
  /** Its files by path. */
  files(target: string, flaw?: TufFlaw): ReadonlyMap<string, string>;
}

const LATER = new Date(Date.now() + 86_400_000);

/** Makes a repository with one Ed25519 key for all roles (TUF specification, section 4). */
export function makeTufRepository(): TufRepository {
  const owner = generateKeyPairSync('ed25519');
  const stranger = generateKeyPairSync('ed25519').privateKey;
  const { x = '' } = owner.publicKey.export({ format: 'jwk' });
  const key = {
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: { public: Buffer.from(x, 'base64url').toString('hex') },
  };
  const keyid = hashOf(canonical(key));
  const signed = (body: object, by: KeyObject = owner.privateKey): string =>
    JSON.stringify({
      signatures: [{ keyid, sig: sign(null, Buffer.from(canonical(body)), by).toString('hex') }],
      signed: body,
    });
  const role = { keyids: [keyid], threshold: 1 };
  const header = (type: string, version: number, expires = LATER) => ({
    _type: type,
    spec_version: '1.0.31',
    version,
    expires: `${expires.toISOString().slice(0, 19)}Z`,
  });
  return {
    root: signed({
      ...header('root', 1),
      consistent_snapshot: false,
      keys: { [keyid]: key },
      roles: { root: role, timestamp: role, snapshot: role, targets: role },
    }),
    files(target, { target: served = target, expires = LATER, wrongKey = false, version = 2 } = {}) {
      const described = { length: Buffer.byteLength(target), hashes: { sha256: hashOf(target) } };
      return new Map([
        [
          '/targets.json',
          signed({ ...header('targets', version), targets: { 'trusted_root.json': described } }),
        ],
        ['/snapshot.json', signed({ ...header('snapshot', version), meta: { 'targets.json': { version } } })],
        [
          '/timestamp.json',
          signed(
            { ...header('timestamp', version, expires), meta: { 'snapshot.json': { version } } },
            wrongKey ? stranger : owner.privateKey,
          ),
        ],
        ['/targets/trusted_root.json', served],
      ]);
    },
  };
}

/** JSON with sorted keys and without spaces: what The Update Framework signs. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
