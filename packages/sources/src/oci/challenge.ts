/** What a registry asks for (RFC 9110, section 11.6.1; RFC 6750, section 3). */
export type Challenge =
  | { readonly kind: 'basic' }
  | { readonly kind: 'bearer'; readonly realm: string; readonly service?: string };

/** UTF-16 code units of the field: more is no challenge. */
const MAX_LENGTH = 4096;
const PARAMETER = /([A-Za-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gu;

/** Reads `WWW-Authenticate`; of several challenges a bearer token is preferred. Nothing where none is understood. */
export function parseChallenge(field: string | undefined): Challenge | undefined {
  if (field === undefined || field.length > MAX_LENGTH) return undefined;
  const bearer = /(?:^|,)\s*bearer\s+/iu.exec(field);
  if (bearer !== null) {
    const parameters = new Map<string, string>();
    for (const [, name = '', quoted, plain] of field
      .slice(bearer.index + bearer[0].length)
      .matchAll(PARAMETER)) {
      const key = name.toLowerCase();
      if (!parameters.has(key)) parameters.set(key, quoted?.replaceAll(/\\(.)/gu, '$1') ?? plain ?? '');
    }
    const realm = parameters.get('realm');
    const service = parameters.get('service');
    if (realm !== undefined && URL.canParse(realm))
      return { kind: 'bearer', realm, ...(service === undefined ? {} : { service }) };
  }
  return /(?:^|,)\s*basic(?:\s|$)/iu.test(field) ? { kind: 'basic' } : undefined;
}
