/**
 * Threat: a client that answers the question of another client or of another call, tries handles, or sends an old one
 * again. Rule: a handle is 128 random bits and a MAC over them, the round, and who asked for what; the key never leaves
 * this process, and each handle counts once.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a handle stands for. */
export interface StateOfRequest {
  /** Names the call that waits. */
  readonly id: string;
  /** Which of its questions is to be answered, from 1. */
  readonly round: number;
}

/** Makes and reads `requestState` (MCP 2026-07-28, Multi Round-Trip Requests). */
export interface RequestStates {
  /** A new id: 128 random bits. */
  newId(): string;
  /** `binding` is who asks for what; the same is needed to read the handle. */
  seal(state: StateOfRequest, binding: string): string;
  /** What a handle stands for, or nothing when it is not one of these. */
  open(handle: string, binding: string): StateOfRequest | undefined;
}

const ID_BYTES = 16;
const KEY_BYTES = 32;
const FORM = /^([A-Za-z0-9_-]{22})\.([1-9]\d{0,5})\.([A-Za-z0-9_-]{43})$/u;

/** Makes the handles of one client, under a key of their own. */
export function createRequestStates(): RequestStates {
  const key = randomBytes(KEY_BYTES);
  const mac = ({ id, round }: StateOfRequest, binding: string): Buffer =>
    createHmac('sha256', key).update(`${id}.${round}.${binding}`).digest();
  return {
    newId: () => randomBytes(ID_BYTES).toString('base64url'),
    seal: (state, binding) => `${state.id}.${state.round}.${mac(state, binding).toString('base64url')}`,
    open(handle, binding) {
      const [, id, round, given] = FORM.exec(handle) ?? [];
      if (id === undefined || round === undefined || given === undefined) return undefined;
      const state = { id, round: Number(round) };
      const expected = mac(state, binding);
      const presented = Buffer.from(given, 'base64url');
      return presented.length === expected.length && timingSafeEqual(presented, expected) ? state : undefined;
    },
  };
}
