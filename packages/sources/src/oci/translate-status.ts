import { kamiError, type KamiError } from '@kami/types';
import type { HttpResponse } from '../http/http-response.ts';
import { parseJsonObject } from './oci-json.ts';
import type { RegistrySession } from './registry-session.ts';

/** Bytes of an error's body that are looked at. */
const MAX_ERROR_BYTES: number = 64 * 1024;

/** The error of an answer that is none to what was asked (OCI Distribution Specification 1.1, "Error Codes"). */
export async function translateStatus(
  { registry, repository }: RegistrySession,
  doing: string,
  response: HttpResponse,
): Promise<KamiError> {
  const { status } = response;
  if (status === 401 || status === 403)
    return kamiError('KAMI_SOURCE_UNREADABLE', `${registry} does not let you ${doing} ${repository}.`, {
      hint: `Log in with an account that may: docker login ${registry} (and where its token realm is at another host, name that one in config.toml: [registry] token_realms)`,
    });
  if (status === 404)
    return kamiError('KAMI_SOURCE_UNREADABLE', `${registry} has no such artefact in ${repository}.`, {
      hint: 'Look at the repository, the tag and the digest; some registries answer so where you may not read, too.',
    });
  const code = await codeOf(response);
  const said = code === undefined ? `${status}` : `${status} (${code})`;
  return kamiError('KAMI_NETWORK_FAILED', `${registry} did not ${doing} ${repository}: it answered ${said}.`);
}

async function codeOf(response: HttpResponse): Promise<string | undefined> {
  const body = await response.read(MAX_ERROR_BYTES);
  const errors = body.ok ? parseJsonObject(body.value)?.['errors'] : undefined;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const code = typeof first === 'object' && first !== null && 'code' in first ? first.code : undefined;
  return typeof code === 'string' && /^[A-Z_]{1,64}$/u.test(code) ? code : undefined;
}
