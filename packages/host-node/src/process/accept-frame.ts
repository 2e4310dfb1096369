import { MAX_FRAME_BODY, type FrameKind, type FramePrefix } from '@kami/protocol';
import { err, ok, type Result } from '@kami/types';
import type { Exchange } from './conversation.ts';
import { MAX_CALL_BODY, MAX_ONEWAY_BODY } from './executor-bounds.ts';

/** An exchange, and whether a host call of it is being answered. */
interface OpenTurn extends Pick<Exchange, 'name' | 'endings' | 'seam'> {
  readonly calling: boolean;
}

/** Whether the prefix of a frame is one that may come now; the error is the rule that it breaks. Nothing is allocated before. */
export function acceptFrame(open: OpenTurn, prefix: FramePrefix): Result<void, string> {
  if (open.calling) return err(`${prefix.kind} while a host call is open`);
  const largest = largestBody(open, prefix.kind);
  if (largest === undefined) return err(`${prefix.kind} while ${open.name}`);
  if (prefix.bodyLength > largest) return err(`${prefix.kind} over its size`);
  if (prefix.kind === 'chunk' && prefix.bodyLength < MAX_FRAME_BODY) return err('chunk that is not full');
  return ok(undefined);
}

function largestBody(open: OpenTurn, kind: FrameKind): number | undefined {
  const ending = open.endings.get(kind);
  if (ending !== undefined || open.seam === undefined) return ending;
  if (kind === 'call') return MAX_CALL_BODY;
  if (kind === 'oneway') return MAX_ONEWAY_BODY;
  return kind === 'chunk' ? MAX_FRAME_BODY : undefined;
}
