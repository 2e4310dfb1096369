import type { CoreCall, CoreReply, DeniedCapability } from '@kami/protocol';
import type { BrokerPorts } from './broker.ts';
import type { CallScope } from './call-scope.ts';
import { describeDenial, type Denial } from './denial.ts';
import type { DenialLog } from './denial-log.ts';
import type { HandleTable } from './handle-table.ts';
import type { Resource } from './resource.ts';
import { missingSecret } from './secret-headers.ts';
import { showGuestPath } from './show-guest-path.ts';
import { waitForAny } from './wait.ts';

/** Answers the host calls that belong to no capability. Disposing ends a wait: its executor may have been killed in it. */
export interface CoreHandler extends Disposable {
  call(call: CoreCall): Promise<CoreReply>;
}

/** Makes the handler of one call. */
export function createCoreHandler(
  ports: Pick<BrokerPorts, 'monotonicNanos'>,
  scope: CallScope,
  handles: HandleTable<Resource>,
  denials: DenialLog,
): CoreHandler {
  let ending: AbortController | undefined;
  return {
    async call(call) {
      switch (call.op) {
        case 'cancelled':
          return { ok: 'cancelled', value: scope.signal.aborted };
        case 'wait':
          return {
            ok: 'ready',
            ...(await waitForAny(call, handles, ports.monotonicNanos, [
              scope.signal,
              (ending ??= new AbortController()).signal,
            ])),
          };
        case 'secret':
          return readSecret(call.name);
        case 'denied':
          return { ok: 'denied', message: await refuse(call.capability, call.detail) };
      }
    },
    [Symbol.dispose]: () => ending?.abort(),
  };

  async function readSecret(name: string): Promise<CoreReply> {
    const { tool, permission, secrets } = scope;
    const what = `to read the secret ${showGuestPath(name)}`;
    const grants = permission.secrets ?? [];
    const denial = await denials.check({ kind: 'secret.read', tool, name, grants }, what);
    if (denial !== undefined) return { secretError: 'not-granted' };
    const value = secrets?.value(name);
    if (value !== undefined) return { ok: 'secret', value };
    const { rule, hint, why } = missingSecret(name, secrets);
    denials.record({ what: `${what}: ${why}`, rule, ...(hint === undefined ? {} : { hint }) });
    return { secretError: 'not-set' };
  }

  async function refuse(capability: DeniedCapability, detail: string): Promise<string> {
    const denial = await refusal(capability, detail);
    return denial === undefined ? 'denied' : describeDenial(scope.tool.name, denial);
  }

  async function refusal(capability: DeniedCapability, detail: string): Promise<Denial | undefined> {
    const { tool } = scope;
    const shown = showGuestPath(detail);
    switch (capability) {
      case 'sockets':
        return denials.check({ kind: 'socket.use', tool, address: detail }, `to open a socket to ${shown}`);
      case 'files':
        return denials.check({ kind: 'fs.access', tool, path: detail }, `to use the path ${shown}`);
      case 'file-changes':
        return denials.check(
          { kind: 'fs.access', tool, path: detail, write: true },
          `to change the path ${shown}`,
        );
      case 'links':
        return denials.record({ what: `to make the link ${shown}`, rule: 'fs.no-links' });
      case 'path-form':
        return denials.record({ what: `to use the path ${shown}`, rule: 'fs.path-form' });
    }
  }
}
