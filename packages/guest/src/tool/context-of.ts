import type { Config } from '../host/config.ts';
import type { Files, ReadOnlyFiles } from '../host/files.ts';
import type { Secrets } from '../host/secrets.ts';
import type { Fetch } from '../web/fetch.ts';
import type { CallContext } from './call-context.ts';
import type { Requests } from './requests.ts';

/** The context of a call: what every call has, and a door for each thing that was asked for, and for nothing else. */
export type ContextOf<R extends Requests> = CallContext &
  NetDoor<R> &
  FilesDoor<R> &
  ConfigDoor<R> &
  SecretsDoor<R>;

type NetDoor<R> = R extends { readonly net: readonly string[] } ? { readonly fetch: Fetch } : unknown;

type FilesDoor<R> = R extends { readonly files: 'sandbox' }
  ? { readonly files: Files }
  : R extends { readonly files: 'read-only' }
    ? { readonly files: ReadOnlyFiles }
    : unknown;

type ConfigDoor<R> = R extends { readonly config: readonly (infer Name extends string)[] }
  ? { readonly config: Config<Name> }
  : unknown;

type SecretsDoor<R> = R extends { readonly secretsRead: readonly (infer Name extends string)[] }
  ? { readonly secrets: Secrets<Name> }
  : unknown;
