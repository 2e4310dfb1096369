import {
  err,
  isSecretName,
  kamiError,
  ok,
  parseNetRule,
  parseSecretHeader,
  type KamiError,
  type Mount,
  type NetRule,
  type Result,
  type SecretGrant,
  type SecretHeader,
} from '@kami/types';
import { isPrivateHost } from '../net/blocked-address.ts';

/** A grant as an operator writes it. A folder is a path as given, not yet resolved. */
export type GrantRequest =
  | { readonly kind: 'net'; readonly rule: NetRule }
  | { readonly kind: 'mount'; readonly name: string; readonly folder: string; readonly mode: Mount['mode'] }
  /** A folder that is lent under this name already, in another mode. */
  | { readonly kind: 'mount-mode'; readonly name: string; readonly mode: Mount['mode'] }
  /** The tool's own folder `/data`. */
  | { readonly kind: 'private-folder' }
  | { readonly kind: 'env'; readonly key: string }
  | { readonly kind: 'secret'; readonly grant: SecretGrant };

const FORMS =
  'net=[METHODS ][scheme://]HOST[:PORT], fs=[NAME=]DIR[:ro|:rw], fs=NAME=:ro|:rw, private-folder, env=KEY, ' +
  'secret=NAME@HOST[:PORT][:HEADER] or secret-read=NAME';

/** Reads one grant of the command line. Errors: `KAMI_USAGE` that says what is expected. */
export function parseGrant(text: string): Result<GrantRequest, KamiError> {
  if (text === 'private-folder') return ok({ kind: 'private-folder' });
  const split = text.indexOf('=');
  const kind = text.slice(0, Math.max(split, 0));
  const value = text.slice(split + 1);
  switch (kind) {
    case 'net': {
      const rule = parseNetRule(value);
      return rule.ok ? ok({ kind: 'net', rule: rule.value }) : refused(text, rule.error);
    }
    case 'fs':
      return parseFolder(text, value);
    case 'env':
      return /^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(value)
        ? ok({ kind: 'env', key: value })
        : refused(text, 'a variable name is letters, digits and underscores');
    case 'secret': {
      const header = parseSecretHeader(value);
      if (!header.ok) return refused(text, header.error);
      const open = clearTextRefusal(header.value);
      return open === undefined ? ok({ kind: 'secret', grant: header.value }) : refused(text, open);
    }
    case 'secret-read':
      return isSecretName(value)
        ? ok({ kind: 'secret', grant: { use: 'read', name: value } })
        : refused(text, 'the name of a secret is a letter, then letters, digits, "_", "-", "."');
    default:
      return refused(text, `expected ${FORMS}`);
  }
}

function parseFolder(text: string, value: string): Result<GrantRequest, KamiError> {
  const [, explicit, rest] = /^([a-z0-9][a-z0-9_-]{0,31})=(.*)$/s.exec(value) ?? [
    undefined,
    undefined,
    value,
  ];
  const suffix = /:(ro|rw)$/.exec(rest ?? '');
  const folder = suffix === null ? (rest ?? '') : (rest ?? '').slice(0, -3);
  const mode = suffix?.[1] === 'rw' ? 'rw' : 'ro';
  if (folder === '' && suffix !== null && explicit !== undefined)
    return ok({ kind: 'mount-mode', name: explicit, mode });
  if (folder === '' || folder.includes('\0')) return refused(text, 'the folder is missing');
  const name = explicit ?? mountName(folder);
  if (name === undefined) return refused(text, 'the folder needs a name: fs=NAME=DIR');
  return ok({ kind: 'mount', name, folder, mode });
}

/** The name of a mount after its folder's last part, or nothing when that makes no name. */
function mountName(folder: string): string | undefined {
  const base =
    folder
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  const name = base
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '')
    .slice(0, 32);
  return name === '' ? undefined : name;
}

/** Without TLS anyone on the way reads the secret: only towards this machine and addresses of private networks. */
function clearTextRefusal({ scheme, host }: SecretHeader): string | undefined {
  if (scheme === 'https' || isPrivateHost(host)) return undefined;
  return 'without TLS a secret goes only to localhost or to a private address; leave http:// out';
}

function refused(text: string, why: string): Result<never, KamiError> {
  return err(
    kamiError('KAMI_USAGE', `The grant ${JSON.stringify(text.slice(0, 200))} is not valid: ${why}.`, {
      hint: `A grant is ${FORMS}`,
    }),
  );
}
