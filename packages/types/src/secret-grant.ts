/**
 * Threat: a secret that goes elsewhere than its operator meant: to another host or port, over a connection that others
 * read, in a field that frames messages. Rule: a grant names one secret and one origin exactly, without wildcards;
 * fields that say how messages are framed and connections are used never carry one.
 */
import { CONNECTION_FIELDS } from './connection-fields.ts';
import { normalizeHost } from './net-rule.ts';
import { err, ok, type Result } from './result.ts';

/** Where the host puts a secret by itself: a header field of requests to one origin. */
export interface SecretHeader {
  readonly use: 'header';
  readonly name: string;
  readonly scheme: 'http' | 'https';
  /** Lower-case ASCII host (IDNA); an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
  /** Lower-case name of the field. Absent: `authorization`, with `Bearer ` before the secret. */
  readonly header?: string;
}

/** A secret that the tool itself may read. */
export interface SecretRead {
  readonly use: 'read';
  readonly name: string;
}

/** What a tool may do with one secret. */
export type SecretGrant = SecretHeader | SecretRead;

const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/u;
const TARGET =
  /^(?<name>[^@]*)@(?:(?<scheme>https?):\/\/)?(?<host>[^/:@\s?#\\*[\]]+|\[[0-9a-fA-F:.]+\])(?::(?<port>\d{1,5}))?(?::(?<header>[A-Za-z][A-Za-z0-9-]{0,63}))?$/u;
/** Fields whose value another reads as something else than a secret. */
const NO_SECRET: ReadonlySet<string> = new Set([
  ...CONNECTION_FIELDS,
  'host',
  'content-length',
  'content-type',
  'content-encoding',
  'accept-encoding',
  'range',
]);

/** Whether a text can name a secret: a letter, then at most 63 letters, digits, `_`, `-`, `.`. */
export function isSecretName(text: string): boolean {
  return NAME.test(text);
}

/** Reads `NAME@[scheme://]HOST[:PORT][:HEADER]`; https and its port unless said. The error says what is wrong. */
export function parseSecretHeader(text: string): Result<SecretHeader, string> {
  const groups = text.length <= 512 ? TARGET.exec(text)?.groups : undefined;
  if (groups === undefined)
    return err('expected NAME@HOST[:PORT][:HEADER], for example api-key@api.example.com');
  const { name = '', header: given } = groups;
  if (!isSecretName(name))
    return err('the name of a secret is a letter, then letters, digits, "_", "-", "."');
  const host = normalizeHost(groups['host'] ?? '');
  if (host === undefined) return err('the host is not a valid name or address');
  const scheme = groups['scheme'] === 'http' ? 'http' : 'https';
  const port = groups['port'] === undefined ? defaultPort(scheme) : Number(groups['port']);
  if (port < 1 || port > 65_535) return err('the port must be between 1 and 65535');
  const header = given?.toLowerCase();
  if (header !== undefined && (NO_SECRET.has(header) || header.startsWith('proxy-')))
    return err(`the header field ${header} carries no secret`);
  return ok({ use: 'header', name, scheme, host, port, ...(header === undefined ? {} : { header }) });
}

/** A grant of a secret as `kami grant` takes it, in the shortest form that reads back the same. */
export function formatSecretGrant(grant: SecretGrant): string {
  if (grant.use === 'read') return `secret-read=${grant.name}`;
  const { name, scheme, host, port, header } = grant;
  const origin = `${scheme === 'http' ? 'http://' : ''}${host}${port === defaultPort(scheme) ? '' : `:${port}`}`;
  return `secret=${name}@${origin}${header === undefined ? '' : `:${header}`}`;
}

/** The header field that a grant writes, in lower case. */
export function secretHeaderField({ header }: SecretHeader): string {
  return header ?? 'authorization';
}

function defaultPort(scheme: 'http' | 'https'): number {
  return scheme === 'https' ? 443 : 80;
}
