import type { CoreCall, CoreReply } from '@kami/protocol';
import type { BrokerPorts } from './broker.ts';
import type { CallScope } from './call-scope.ts';
import { describeDenial } from './denial.ts';
import type { DenialLog } from './denial-log.ts';
import type { HandleTable } from './handle-table.ts';
import type { Resource } from './resource.ts';
import { waitForAny } from './wait.ts';

/** Answers the host calls that belong to no capability. */
export interface CoreHandler {
  call(call: CoreCall): Promise<CoreReply>;
}

/** Makes the handler of one call. */
export function createCoreHandler(
  ports: Pick<BrokerPorts, 'monotonicNanos' | 'secrets'>,
  scope: CallScope,
  handles: HandleTable<Resource>,
  denials: DenialLog,
): CoreHandler {
  return {
    async call(call) {
      switch (call.op) {
        case 'cancelled':
          return { ok: 'cancelled', value: scope.signal.aborted };
        case 'wait':
          return {
            ok: 'ready',
            handles: await waitForAny(call, handles, ports.monotonicNanos, scope.signal),
          };
        case 'secret':
          await denials.check(
            { kind: 'secret.read', tool: scope.tool, name: call.name },
            `to read the secret ${call.name}`,
          );
          return { secretError: 'not-granted' };
        case 'denied':
          return { ok: 'denied', message: await refuse(call.capability, call.detail) };
      }
    },
  };

  async function refuse(capability: 'sockets' | 'files', detail: string): Promise<string> {
    const { tool } = scope;
    const denial =
      capability === 'sockets'
        ? await denials.check({ kind: 'socket.use', tool, address: detail }, `to open a socket to ${detail}`)
        : await denials.check({ kind: 'fs.access', tool, path: detail }, `to use the path ${detail}`);
    return denial === undefined ? 'denied' : describeDenial(tool.name, denial);
  }
}
