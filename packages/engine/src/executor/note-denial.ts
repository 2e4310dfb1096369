import { cutUtf8, MAX_NOTE_BYTES, type DeniedCapability } from '@kami/protocol';
import type { Guest } from './guest.ts';

/**
 * Tells the host what the executor itself refused, so that it is recorded; gives the host's words for the
 * guest. Nothing outside a call: an instance that is made ahead acts for nobody.
 */
export function noteDenial(guest: Guest, capability: DeniedCapability, detail: string): string | undefined {
  if (!guest.host.inCall) return undefined;
  const { reply } = guest.host.call({
    op: 'denied',
    capability,
    detail: cutUtf8(detail, MAX_NOTE_BYTES),
  });
  return 'ok' in reply && reply.ok === 'denied' ? reply.message : undefined;
}
