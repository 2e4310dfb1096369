/**
 * Threat: a secret that reaches another origin than the granted one, or that the guest gets to choose the place of. Rule:
 * it is added here, to a request whose scheme, host and port are exactly those of the grant, in the one field that the
 * grant names; a guest that writes this field itself, or a secret that is not there, ends the request before it is sent.
 */
import type { WireHeader } from '@kami/protocol';
import {
  err,
  normalizeHost,
  ok,
  secretHeaderField,
  type Result,
  type SecretGrant,
  type SecretHeader,
} from '@kami/types';
import { headerValueRefusal } from '../redaction/secret-value.ts';
import type { CallSecrets } from './call-secrets.ts';
import type { Denial } from './denial.ts';

/** A request with its secrets. */
export interface SecretRequest {
  readonly headers: readonly WireHeader[];
  /** Whether a secret is in it: then its response may echo one. */
  readonly carriesSecret: boolean;
}

/** Why a request that should carry a secret is not sent: the rule, what is wrong, and the command that mends it. */
export type SecretFault = Pick<Denial, 'rule' | 'hint'> & { readonly why: string };

/** Adds the secrets that are granted for the origin of `url`. */
export function addSecretHeaders(
  grants: readonly SecretGrant[],
  secrets: CallSecrets | undefined,
  url: string,
  headers: readonly WireHeader[],
): Result<SecretRequest, SecretFault> {
  const wanted = grants.filter((grant): grant is SecretHeader => grant.use === 'header' && isFor(grant, url));
  if (wanted.length === 0) return ok({ headers, carriesSecret: false });
  // A body that comes compressed could not be looked through for the secret.
  const sent: WireHeader[] = headers.filter(([name]) => name.toLowerCase() !== 'accept-encoding');
  sent.push(['accept-encoding', 'identity']);
  for (const grant of wanted) {
    const field = secretHeaderField(grant);
    if (headers.some(([name]) => name.toLowerCase() === field))
      return err({
        rule: 'secret.field-taken',
        why: `the host writes the header field ${field} with the secret ${grant.name}`,
      });
    const value = secrets?.value(grant.name);
    if (value === undefined) return err(missingSecret(grant.name, secrets));
    const refusal = headerValueRefusal(value);
    if (refusal !== undefined)
      return err({
        rule: 'secret.no-header',
        why: `the secret ${grant.name} cannot stand in a header field: ${refusal}`,
        hint: `kami secret set ${grant.name}`,
      });
    sent.push([field, grant.header === undefined ? `Bearer ${value}` : value]);
  }
  return ok({ headers: sent, carriesSecret: true });
}

/** Why a granted secret has no value in a call. */
export function missingSecret(name: string, secrets: CallSecrets | undefined): SecretFault {
  const failure = secrets?.failure;
  if (failure === undefined)
    return { rule: 'secret.not-set', why: `the secret ${name} is not set`, hint: `kami secret set ${name}` };
  return { rule: 'secret.unreadable', why: `the secret ${name} cannot be read`, hint: 'kami doctor' };
}

function isFor({ scheme, host, port }: SecretHeader, text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const urlPort = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return url.protocol === `${scheme}:` && normalizeHost(url.hostname) === host && urlPort === port;
}
