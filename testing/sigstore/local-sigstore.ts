import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { initializeCA, initializeCTLog, initializeTLog } from '@sigstore/mock';

/** OpenID Connect issuer of certificates unless said. */
export const LOCAL_ISSUER = 'https://issuer.example.test';
/** Subject of certificates unless said. */
export const LOCAL_SUBJECT = 'https://code.example.test/acme/tool/release.yml@refs/tags/v1';
/** Extension of a certificate that holds the issuer (Fulcio's certificate specification). */
const ISSUER_EXTENSION = '1.3.6.1.4.1.57264.1.8';
const LOG_ADDRESS = 'https://log.example.test';

/** How something is signed. */
export interface LocalSigning {
  readonly issuer?: string;
  readonly subject?: string;
  /** When the log saw it; the certificate is valid for ten minutes from the start. */
  readonly loggedAt?: Date;
  /** Whether the certificate is of an authority that the trusted root does not know. */
  readonly foreign?: boolean;
}

/** An entry of the log as Rekor gives it. */
interface LogEntry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly inclusionProof: {
      readonly checkpoint: string;
      readonly hashes: readonly string[];
      readonly logIndex: number;
      readonly rootHash: string;
      readonly treeSize: number;
    };
    readonly signedEntryTimestamp: string;
  };
}

/** A Sigstore of one test: a certificate authority, a certificate log and a transparency log with keys of their own. */
export interface LocalSigstore {
  /** Its `trusted_root.json`. */
  readonly trustedRoot: string;
  /** The Sigstore bundle of a signature of bytes, as `cosign sign-blob --bundle` writes it. */
  signBytes(bytes: Uint8Array, how?: LocalSigning): Promise<string>;
  /** The bundle of an in-toto statement about a digest, as `cosign sign` writes it. */
  signStatement(digest: string, predicateType: string, how?: LocalSigning): Promise<string>;
  /** The annotations of a container signature of a payload, as `cosign sign` wrote it before it wrote bundles. */
  signPayload(payload: Uint8Array, how?: LocalSigning): Promise<Readonly<Record<string, string>>>;
}

/** Makes one. */
export async function makeLocalSigstore(): Promise<LocalSigstore> {
  const keys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const started = new Date();
  const [authority, other, certificateLog, log] = [keys(), keys(), keys(), keys()];
  const ct = await initializeCTLog(certificateLog);
  const ca = await initializeCA(authority, ct);
  const foreign = await initializeCA(other, ct);

  const issue = async (publicKey: KeyObject, how: LocalSigning): Promise<Buffer> => {
    const { issuer: value = LOCAL_ISSUER, subject: subjectAltName = LOCAL_SUBJECT } = how;
    const der = publicKey.export({ format: 'der', type: 'spki' });
    const issued = await (how.foreign === true ? foreign : ca).issueCertificate({
      publicKey: new Uint8Array(der),
      subjectAltName,
      extensions: [{ oid: ISSUER_EXTENSION, value }],
    });
    return bufferOf(issued);
  };
  const enter = async (entry: object, how: LocalSigning): Promise<LogEntry> => {
    const tlog = await initializeTLog(LOG_ADDRESS, log, how.loggedAt ?? new Date());
    const logged = firstMember(await tlog.log(entry));
    if (!isLogEntry(logged)) throw new Error('the log gave no entry');
    return logged;
  };
  const signAndLog = async (
    signed: Uint8Array,
    entryOf: (signature: string, pem: string) => object,
    how: LocalSigning,
  ) => {
    const { privateKey, publicKey } = keys();
    const certificate = await issue(publicKey, how);
    const signature = sign('sha256', signed, privateKey).toString('base64');
    const logged = await enter(entryOf(signature, pemOf(certificate)), how);
    return { certificate, signature, logged };
  };

  return {
    trustedRoot: trustedRoot(started, bufferOf(ca.rootCertificate), certificateLog.publicKey, log.publicKey),
    async signBytes(bytes, how = {}) {
      const { certificate, signature, logged } = await signAndLog(bytes, hashedEntry(bytes), how);
      return bundle(certificate, logged, 'hashedrekord', {
        messageSignature: {
          messageDigest: { algorithm: 'SHA2_256', digest: digestOf(bytes, 'base64') },
          signature,
        },
      });
    },
    async signStatement(digest, predicateType, how = {}) {
      const statement = {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [{ name: 'tool', digest: { sha256: digest } }],
        predicateType,
        predicate: {},
      };
      const payload = Buffer.from(JSON.stringify(statement));
      const payloadType = 'application/vnd.in-toto+json';
      const encoded = Buffer.concat([
        Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `),
        payload,
      ]);
      const entryOf = (signature: string) => ({
        apiVersion: '0.0.1',
        kind: 'dsse',
        spec: {
          payloadHash: { algorithm: 'sha256', value: digestOf(payload, 'hex') },
          signatures: [{ signature }],
        },
      });
      const { certificate, signature, logged } = await signAndLog(encoded, entryOf, how);
      return bundle(certificate, logged, 'dsse', {
        dsseEnvelope: { payload: payload.toString('base64'), payloadType, signatures: [{ sig: signature }] },
      });
    },
    async signPayload(payload, how = {}) {
      const { certificate, signature, logged } = await signAndLog(payload, hashedEntry(payload), how);
      const { body, integratedTime, logIndex, logID, verification } = logged;
      return {
        'dev.cosignproject.cosign/signature': signature,
        'dev.sigstore.cosign/certificate': pemOf(certificate),
        'dev.sigstore.cosign/bundle': JSON.stringify({
          SignedEntryTimestamp: verification.signedEntryTimestamp,
          Payload: { body, integratedTime, logIndex, logID },
        }),
      };
    },
  };
}

function hashedEntry(bytes: Uint8Array): (signature: string, pem: string) => object {
  return (content, pem) => ({
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: 'sha256', value: digestOf(bytes, 'hex') } },
      signature: { content, publicKey: { content: Buffer.from(pem).toString('base64') } },
    },
  });
}

function bundle(certificate: Buffer, logged: LogEntry, kind: string, content: object): string {
  const { inclusionProof, signedEntryTimestamp } = logged.verification;
  const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      certificate: { rawBytes: certificate.toString('base64') },
      tlogEntries: [
        {
          logIndex: String(logged.logIndex),
          logId: { keyId: base64(logged.logID) },
          kindVersion: { kind, version: '0.0.1' },
          integratedTime: String(logged.integratedTime),
          inclusionPromise: { signedEntryTimestamp },
          inclusionProof: {
            logIndex: String(inclusionProof.logIndex),
            rootHash: base64(inclusionProof.rootHash),
            treeSize: String(inclusionProof.treeSize),
            hashes: inclusionProof.hashes.map(base64),
            checkpoint: { envelope: inclusionProof.checkpoint },
          },
          canonicalizedBody: logged.body,
        },
      ],
    },
    ...content,
  });
}

function trustedRoot(started: Date, root: Buffer, certificateLog: KeyObject, log: KeyObject): string {
  const validFor = { start: new Date(started.getTime() - 3_600_000).toISOString() };
  const logOf = (key: KeyObject, baseUrl: string) => {
    const der = key.export({ format: 'der', type: 'spki' });
    return {
      baseUrl,
      hashAlgorithm: 'SHA2_256',
      publicKey: { rawBytes: der.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
      logId: { keyId: digestOf(der, 'base64') },
    };
  };
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [logOf(log, LOG_ADDRESS)],
    ctlogs: [logOf(certificateLog, 'https://ct.example.test')],
    certificateAuthorities: [
      {
        subject: { organization: 'sigstore.mock', commonName: 'sigstore' },
        uri: 'https://ca.example.test',
        certChain: { certificates: [{ rawBytes: root.toString('base64') }] },
        validFor,
      },
    ],
    timestampAuthorities: [],
  });
}

function digestOf(bytes: Uint8Array, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(bytes).digest(encoding);
}

function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/gu) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function bufferOf(view: ArrayBufferView<ArrayBuffer>): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

function isLogEntry(value: unknown): value is LogEntry {
  return typeof value === 'object' && value !== null && 'body' in value && 'verification' in value;
}

function firstMember(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.values(value)[0] : undefined;
}
