import { utf8fromStringLoose } from '@exodus/bytes/utf8.js';
import { randomBytes } from '../../host/random.ts';
import { joinBytes } from '../../host/join-bytes.ts';
import { Blob, type File } from './blob.ts';
import type { SentBody } from './body-init.ts';

/** Fields as `multipart/form-data` (RFC 7578, with names escaped as the HTML standard has it, section 4.10.21.8). */
export function encodeMultipart(fields: Iterable<readonly [string, string | File]>): SentBody {
  const boundary = `----kami${Array.from(randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  const parts: Uint8Array[] = [];
  const add = (text: string): void => void parts.push(utf8fromStringLoose(text));
  for (const [name, value] of fields) {
    add(`--${boundary}\r\nContent-Disposition: form-data; name="${escape(lines(name))}"`);
    if (typeof value === 'string') add(`\r\n\r\n${lines(value)}\r\n`);
    else {
      add(
        `; filename="${escape(value.name)}"\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`,
      );
      parts.push(Blob.partBytes(value));
      add('\r\n');
    }
  }
  add(`--${boundary}--\r\n`);
  return { content: joinBytes(parts), type: `multipart/form-data; boundary=${boundary}` };
}

const lines = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n');

const ESCAPES: Readonly<Record<string, string>> = { '\n': '%0A', '\r': '%0D', '"': '%22' };

const escape = (text: string): string => text.replace(/[\n\r"]/g, (character) => ESCAPES[character] ?? '');
