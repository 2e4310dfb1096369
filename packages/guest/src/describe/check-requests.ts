import type { Requests } from '../tool/requests.ts';

const LISTS = ['net', 'config', 'secrets', 'secretsRead'] as const;
const KNOWN: readonly string[] = [...LISTS, 'files'];

/** Throws where requests have another form than {@link Requests}: JavaScript has no types that would say so. */
export function checkRequests(requests: Requests): void {
  const unknown = Object.keys(requests).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined)
    throw new Error(`"${unknown}" cannot be requested; there are: ${KNOWN.join(', ')}`);
  for (const key of LISTS) {
    const list: unknown = requests[key] ?? [];
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'string'))
      throw new Error(`requests.${key} must be a list of texts`);
  }
  const { files } = requests;
  if (files !== undefined && files !== 'read-only' && files !== 'sandbox')
    throw new Error('requests.files must be "read-only" or "sandbox"');
}
