/**
 * Threat: a picture that a client loads from elsewhere tells its author who uses the tool; one with scripts in it runs
 * them. Rule: a picture is a small file of pixels that was taken in at install, told by its first bytes.
 */
import { encodeBase64 } from '@kami/protocol';
import { err, kamiError, ok, type KamiError, type Result, type ToolIcon } from '@kami/types';
import { missingFile } from './definition-names.ts';

/** Bytes of a picture: it stands in every list of tools, once for each function. */
export const MAX_ICON_BYTES: number = 8 * 1024;

const FORMS: readonly (readonly [mimeType: string, form: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
];

/** The picture in a file that a manifest names. Error: `KAMI_MANIFEST_INVALID`. */
export function readIcon(path: string, bytes: Uint8Array | undefined): Result<ToolIcon, KamiError> {
  if (bytes === undefined) return err(missingFile(path));
  const refuse = (why: string): Result<never, KamiError> =>
    err(kamiError('KAMI_MANIFEST_INVALID', `The icon ${JSON.stringify(path)} ${why}.`));
  if (bytes.length > MAX_ICON_BYTES)
    return refuse(`has ${bytes.length} bytes; at most ${MAX_ICON_BYTES} are taken`);
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const form = FORMS.find(([, pattern]) => pattern.test(head));
  if (form === undefined) return refuse('is no PNG, JPEG or WebP picture');
  const [mimeType] = form;
  return ok({ src: `data:${mimeType};base64,${encodeBase64(bytes)}`, mimeType });
}
