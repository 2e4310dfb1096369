import type { ContentAnnotations, ContentBlock } from '@kami/types';
import { either, fields, list, refine, tagged } from '../parse/composite-shapes.ts';
import { finite, integer, literal, oneOf, pattern, text } from '../parse/scalar-shapes.ts';
import type { Shape } from '../parse/shape.ts';

/** Content blocks in one answer. */
export const MAX_CONTENT_BLOCKS = 1024;
/** A URI in an answer, in bytes. */
export const MAX_CONTENT_URI_BYTES = 8192;

const anyText = text(Number.MAX_SAFE_INTEGER);
const name = text(256);
const description = text(4096);
/** The URI of a resource in an answer. */
export const contentUri: Shape<string> = pattern(
  /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\p{Cc}]*$/u,
  MAX_CONTENT_URI_BYTES,
  'an absolute URI',
);
/** A media type (RFC 6838, section 4.2). */
export const mimeType: Shape<string> = pattern(
  /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:;[\x20-\x7e]*)?$/,
  256,
  'a media type',
);

/** Base64 with padding (RFC 4648, section 4). */
export const base64: Shape<string> = refine(anyText, (value) =>
  value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value) ? undefined : 'expected base64 with padding',
);

const annotations: Shape<ContentAnnotations> = fields(
  {},
  {
    audience: list(oneOf(['user', 'assistant']), 2),
    priority: finite(0, 1),
    lastModified: pattern(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/,
      40,
      'an RFC 3339 time',
    ),
  },
);
const optional = { annotations };

/** One content block, with exactly the keys of its type. */
export const contentBlock: Shape<ContentBlock> = tagged('type', {
  text: fields({ type: literal('text'), text: anyText }, optional),
  image: fields({ type: literal('image'), data: base64, mimeType }, optional),
  audio: fields({ type: literal('audio'), data: base64, mimeType }, optional),
  resource_link: fields(
    { type: literal('resource_link'), uri: contentUri, name },
    { ...optional, title: name, description, mimeType, size: integer(0, Number.MAX_SAFE_INTEGER) },
  ),
  resource: fields(
    {
      type: literal('resource'),
      resource: either(
        fields({ uri: contentUri, text: anyText }, { mimeType }),
        fields({ uri: contentUri, blob: base64 }, { mimeType }),
      ),
    },
    optional,
  ),
});
