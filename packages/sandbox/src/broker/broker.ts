import type { FsCall, GrantedCall, HostReply, HttpCall, OnewayCall } from '@kami/protocol';
import { detach, ok, type KamiError, type Result } from '@kami/types';
import type { Egress } from '../ports/egress.ts';
import type { FileJail } from '../ports/file-jail.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import type { Action, Verdict } from '../policy/action.ts';
import type { CallScope } from './call-scope.ts';
import { createSecretReader, type SecretReader } from './call-secrets.ts';
import { createCoreHandler } from './core-handler.ts';
import type { Denial } from './denial.ts';
import { createDenialLog } from './denial-log.ts';
import { createFsHandler } from './fs-handler.ts';
import { createHandleTable } from './handle-table.ts';
import { createHttpHandler } from './http-handler.ts';
import type { Resource } from './resource.ts';

/** What the broker answers host calls through. */
export interface BrokerPorts {
  readonly jail: FileJail;
  readonly egress: Egress;
  readonly secrets: SecretStore;
  readonly check: (action: Action) => Promise<Verdict>;
  /** Monotonic time in nanoseconds. */
  readonly monotonicNanos: () => bigint;
}

/** A reply and the bytes that belong to it. */
export interface BrokerReply {
  readonly reply: HostReply;
  readonly body?: Uint8Array;
}

/** The broker's side of one call. Disposing closes everything the call opened. */
export interface BrokerSession extends AsyncDisposable {
  readonly denials: readonly Denial[];
  /** Answers a host call; never rejects. */
  call(call: GrantedCall, body: Uint8Array): Promise<BrokerReply>;
  /** Takes the one-way calls that concern handles. */
  oneway(call: OnewayCall): void;
  /**
   * Keeps what the call changed in its folders, after it succeeded. Errors: `KAMI_CONFLICT` and
   * `KAMI_SOURCE_UNREADABLE`, when changes made in a copy could not be written back.
   */
  keep(): Promise<Result<void, KamiError>>;
}

/** Opens sessions, one for each call. */
export interface Broker {
  /** Reads the secrets of the calls that are opened. */
  readonly secrets: SecretReader;
  open(scope: CallScope, onDenial: (denial: Denial) => void): BrokerSession;
}

/** Makes the broker: the one place where a guest's requests meet policy and ports. */
export function createBroker(ports: BrokerPorts): Broker {
  let generation = 0;
  return {
    secrets: createSecretReader(ports.secrets),
    open(scope, onDenial) {
      const handles = createHandleTable<Resource>(++generation);
      let ended = false;
      const denials = createDenialLog(scope, ports.check, (denial) => {
        // What an ended process had asked for last is answered late, to nobody.
        if (!ended) onDenial(denial);
      });
      // Most calls ask for nothing of one kind or the other.
      const fs = lazily(() => {
        const made = createFsHandler(ports.jail, scope, handles, denials);
        // One that comes too late finds everything closed.
        if (ended) detach(Promise.resolve(made[Symbol.asyncDispose]()));
        return made;
      });
      const http = lazily(() => createHttpHandler(ports.egress, scope, handles, denials));
      const core = lazily(() => createCoreHandler(ports, scope, handles, denials));
      return {
        denials: denials.list,
        async call(call, body) {
          if (isFsCall(call)) return fs.get().call(call, body);
          if (isHttpCall(call)) return http.get().call(call, body);
          return { reply: await core.get().call(call) };
        },
        oneway(call) {
          if (call.op !== 'drop') return;
          for (const handle of call.handles) detach(handles.drop(handle));
        },
        keep: async () => fs.made()?.keep() ?? ok(undefined),
        async [Symbol.asyncDispose]() {
          ended = true;
          core.made()?.[Symbol.dispose]();
          await Promise.all([handles[Symbol.asyncDispose](), fs.made()?.[Symbol.asyncDispose]()]);
        },
      };
    },
  };
}

interface Lazy<T> {
  get(): T;
  /** What was made, if it was. */
  made(): T | undefined;
}

function lazily<T>(make: () => T): Lazy<T> {
  let made: T | undefined;
  return { get: () => (made ??= make()), made: () => made };
}

function isFsCall(call: GrantedCall): call is FsCall {
  return call.op.startsWith('fs.');
}

function isHttpCall(call: GrantedCall): call is HttpCall {
  return call.op.startsWith('http.');
}
