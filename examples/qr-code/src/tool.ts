import { defineTool, embeddedResource, image, InvalidArguments, reply, text } from '@kami/guest';
import encodeQR from 'qr';
import * as z from 'zod/mini';
import { encodePng } from './png.ts';
import type { Tool } from '@kami/guest';

/** Draws QR codes (ISO/IEC 18004). */
export const qrCode: Tool = defineTool({
  name: 'qr-code',
  title: 'QR code',
  description: 'Draws a text or an address as a QR code: a PNG image, or SVG to be scaled or printed.',
  input: z.object({
    content: z.string().check(z.minLength(1), z.describe('What the code says, such as https://example.com')),
    format: z._default(z.enum(['png', 'svg']), 'png'),
    correction: z
      ._default(z.enum(['low', 'medium', 'quartile', 'high']), 'medium')
      .check(z.describe('How much of the code may be damaged: 7, 15, 25 or 30 %')),
    scale: z._default(
      z.int().check(z.minimum(1), z.maximum(16), z.describe('Pixels of a module; png only')),
      8,
    ),
    border: z._default(
      z.int().check(z.minimum(0), z.maximum(16), z.describe('Modules around the code; scanners want 4')),
      4,
    ),
  }),
  output: z.object({
    modules: z.int().check(z.describe('Width and height, with the border')),
    bytes: z.int(),
  }),
  run: ({ content, format, correction, scale, border }) => {
    const options = { ecc: correction, border };
    const modules = drawn(() => encodeQR(content, 'raw', options)).length;
    if (format === 'svg') {
      const svg = encodeQR(content, 'svg', options);
      return reply({
        structured: { modules, bytes: svg.length },
        content: [embeddedResource({ uri: 'qr-code://code.svg', mimeType: 'image/svg+xml', body: svg })],
      });
    }
    const png = encodePng(encodeQR(content, 'raw', { ...options, scale }));
    return reply({
      structured: { modules, bytes: png.length },
      content: [
        image(png, 'image/png', { audience: ['user'] }),
        text(`A QR code of ${modules} × ${modules} modules`, { audience: ['assistant'] }),
      ],
    });
  },
});

/** The library throws where the content does not fit: at most 2,953 bytes, fewer with more correction. */
function drawn<T>(draw: () => T): T {
  try {
    return draw();
  } catch {
    throw new InvalidArguments([
      { path: '/content', message: 'is too long for a QR code: shorten it, or ask for less correction' },
    ]);
  }
}
