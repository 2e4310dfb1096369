/**
 * Threat: a picture that a client loads from elsewhere tells its author who uses the tool; one with scripts in it runs
 * them. Rule: a picture is a small file of pixels that was taken in at install, told by its first bytes.
 */
import { encodeBase64 } from '@kami/protocol';
import { err, kamiError, ok, toHex, type KamiError, type Result, type ToolIcon } from '@kami/types';
import { missingFile } from './definition-names.ts';

/** Bytes of a picture: it stands in every list of tools, once for each function. */
export const MAX_ICON_BYTES: number = 8 * 1024;

const FORMS: readonly (readonly [mimeType: string, form: string])[] = [
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['image/webp', '52494646........57454250'],
];

/** The picture in a file that a manifest names. Error: `KAMI_MANIFEST_INVALID`. */
export function readIcon(path: string, bytes: Uint8Array | undefined): Result<ToolIcon, KamiError> {
  if (bytes === undefined) return err(missingFile(path));
  const refuse = (why: string): Result<never, KamiError> =>
    err(kamiError('KAMI_MANIFEST_INVALID', `The icon ${JSON.stringify(path)} ${why}.`));
  if (bytes.length > MAX_ICON_BYTES)
    return refuse(`has ${bytes.length} bytes; at most ${MAX_ICON_BYTES} are taken`);
  const head = toHex(bytes.subarray(0, 12));
  const form = FORMS.find(([, pattern]) => new RegExp(`^${pattern}`, 'u').test(head));
  if (form === undefined) return refuse('is no PNG, JPEG or WebP picture');
  const [mimeType] = form;
  return ok({ src: `data:${mimeType};base64,${encodeBase64(bytes)}`, mimeType });
}
