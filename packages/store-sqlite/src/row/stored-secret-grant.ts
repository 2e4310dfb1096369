import { formatSecretGrant, isJsonObject, isSecretName, parseSecretHeader } from '@kami/types';

/** Whether a stored value is a grant of a secret: of the form that its own text reads back to. */
export function isStoredSecretGrant(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { use, name, scheme, host, port, header } = value;
  if (typeof name !== 'string' || !isSecretName(name)) return false;
  if (use === 'read') return true;
  if (use !== 'header' || typeof host !== 'string' || typeof port !== 'number') return false;
  if (scheme !== 'http' && scheme !== 'https') return false;
  if (header !== undefined && typeof header !== 'string') return false;
  const text = formatSecretGrant({
    use,
    name,
    scheme,
    host,
    port,
    ...(header === undefined ? {} : { header }),
  });
  const read = parseSecretHeader(text.slice('secret='.length));
  return read.ok && formatSecretGrant(read.value) === text;
}
