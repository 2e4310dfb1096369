import type { WireHeader } from '@kami/protocol';
import type { HttpResponse } from '../http/http-response.ts';
import type { ExpectedContent } from './expected-content.ts';

/**
 * The fields that ask for the rest of a file (RFC 9110, sections 13.1.5 and 14.2). Nothing where the rest could be of
 * other bytes: neither is the digest known nor did the server give a strong validator.
 */
export function resumeFields(
  response: HttpResponse,
  size: number,
  { sha256 }: ExpectedContent,
): readonly WireHeader[] | undefined {
  const tag = response.headers.get('etag');
  const isStrong = tag !== undefined && tag.startsWith('"');
  if (size === 0) return [];
  if (!isStrong && sha256 === undefined) return undefined;
  const range: WireHeader = ['range', `bytes=${size}-`];
  return isStrong ? [range, ['if-range', tag]] : [range];
}

/** Whether an answer is the rest of a file from this size on. */
export function takesUpAt({ status, headers }: HttpResponse, size: number): boolean {
  const start = /^bytes (\d{1,15})-/u.exec(headers.get('content-range') ?? '')?.[1];
  return size > 0 && status === 206 && start !== undefined && Number(start) === size;
}
