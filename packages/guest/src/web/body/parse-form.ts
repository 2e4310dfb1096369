import { utf8toStringLoose } from '@exodus/bytes/utf8.js';
import { URLSearchParams } from '../url.ts';
import { File } from './blob.ts';
import { FormData } from './form-data.ts';

/** The form in a body, by its content type. Throws `TypeError` for another type and for a body that does not have its form. */
export function parseForm(bytes: Uint8Array, type: string): FormData {
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    const form = new FormData();
    const fields: Iterable<[string, string]> = new URLSearchParams(utf8toStringLoose(bytes));
    for (const [name, value] of fields) form.append(name, value);
    return form;
  }
  const boundary = /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type);
  if (boundary === null) throw new TypeError('The body is no form');
  return parseMultipart(toBinary(bytes), `--${boundary[1] ?? boundary[2] ?? ''}`);
}

/** Bytes as characters of the same numbers, in which text can be looked for. */
function toBinary(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

const toBytes = (binary: string): Uint8Array =>
  Uint8Array.from(binary, (character) => character.charCodeAt(0));

const FIELD = /^content-disposition:\s*form-data;\s*name="([^"\r\n]*)"(?:;\s*filename="([^"\r\n]*)")?/im;
const CONTENT_TYPE = /^content-type:\s*([^\r\n]+)/im;

function parseMultipart(body: string, delimiter: string): FormData {
  const form = new FormData();
  const [before, ...parts] = `\r\n${body}`.split(`\r\n${delimiter}`);
  const last = parts.pop();
  if (before === undefined || last === undefined || !last.startsWith('--'))
    throw new TypeError('The form is cut off');
  for (const part of parts) {
    const end = part.indexOf('\r\n\r\n');
    const head = part.slice(0, end);
    const found = FIELD.exec(head);
    if (end === -1 || found === null) throw new TypeError('A part of the form has no name');
    const [, name = '', fileName] = found;
    const content = toBytes(part.slice(end + 4));
    const type = CONTENT_TYPE.exec(head)?.[1] ?? 'text/plain';
    const value =
      fileName === undefined ? utf8toStringLoose(content) : new File([content], decode(fileName), { type });
    form.append(decode(name), value);
  }
  return form;
}

const decode = (binary: string): string =>
  utf8toStringLoose(toBytes(binary)).replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%22/g, '"');
