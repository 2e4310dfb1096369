import { parseJsonObject, type OciJson } from './oci-json.ts';
import { MAX_LAYERS } from './media-types.ts';

/** Content by its digest (OCI Image Specification 1.1, "Content Descriptors"). */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:…`. */
  readonly digest: string;
  readonly size: number;
  readonly annotations: Readonly<Record<string, string>>;
  /** Of an entry of an index that is an artefact. */
  readonly artifactType?: string;
}

/** An artefact's manifest (OCI Image Specification 1.1, "Image Manifest"). */
export interface OciManifest {
  readonly artifactType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations: Readonly<Record<string, string>>;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/u;
/** A type, a subtype, and no parameters (RFC 6838, section 4.2). */
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/u;

/** Reads a manifest; the error says what is wrong with it. */
export function parseOciManifest(bytes: Uint8Array): OciManifest | string {
  const json = parseJsonObject(bytes);
  if (json === undefined) return 'its manifest is no JSON object';
  if (json['schemaVersion'] !== 2) return 'its manifest is not of schema version 2';
  const { layers } = json;
  if (!Array.isArray(layers)) return 'its manifest has no layers';
  if (layers.length > MAX_LAYERS) return `it has more than ${MAX_LAYERS} layers`;
  const config = parseDescriptor(json['config']);
  const read = layers.map(parseDescriptor);
  const whole = read.filter((layer) => layer !== undefined);
  if (config === undefined || whole.length < read.length) return 'its manifest has a descriptor that is none';
  const annotations = parseAnnotations(json['annotations']);
  if (annotations === undefined) return 'its annotations are no texts';
  const type = json['artifactType'];
  return {
    ...(typeof type === 'string' && MEDIA_TYPE.test(type) ? { artifactType: type } : {}),
    config,
    layers: whole,
    annotations,
  };
}

/** Reads the entries of an index, at most `max`; the error says what is wrong with it. */
export function parseOciIndex(bytes: Uint8Array, max: number): readonly Descriptor[] | string {
  const manifests = parseJsonObject(bytes)?.['manifests'];
  if (!Array.isArray(manifests)) return 'its index has no list of manifests';
  if (manifests.length > max) return `its index has more than ${max} entries`;
  const read = manifests.map(parseDescriptor);
  const whole = read.filter((entry) => entry !== undefined);
  return whole.length < read.length ? 'its index has a descriptor that is none' : whole;
}

function parseDescriptor(value: unknown): Descriptor | undefined {
  if (!isObject(value)) return undefined;
  const { mediaType, digest, size, artifactType } = value;
  const annotations = parseAnnotations(value['annotations']);
  if (typeof mediaType !== 'string' || !MEDIA_TYPE.test(mediaType)) return undefined;
  if (typeof digest !== 'string' || !DIGEST.test(digest) || annotations === undefined) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  return {
    mediaType,
    digest,
    size,
    annotations,
    ...(typeof artifactType === 'string' && MEDIA_TYPE.test(artifactType) ? { artifactType } : {}),
  };
}

function parseAnnotations(value: unknown): Readonly<Record<string, string>> | undefined {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  const texts = entries.flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[key, text]] : [],
  );
  return texts.length < entries.length ? undefined : Object.fromEntries(texts);
}

function isObject(value: unknown): value is OciJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
