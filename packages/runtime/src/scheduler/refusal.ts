import { kamiError, type KamiError } from '@kami/types';
import type { CallTurn } from './waiting-calls.ts';

/** A call came to a full queue, and nothing in it had to give way. */
export function queueFull(maxWaiting: number): KamiError {
  return kamiError(
    'KAMI_QUEUE_FULL',
    `The queue is full: ${maxWaiting} calls wait already, the most that queue.max_waiting allows.`,
    {
      hint: 'Call again later, or raise queue.max_waiting.',
      data: { setting: 'queue.max_waiting', limit: maxWaiting },
    },
  );
}

/** A waiting call gave its room in a full queue to one that comes before it. */
export function gaveWay(maxWaiting: number): KamiError {
  return kamiError(
    'KAMI_QUEUE_FULL',
    `The queue is full (queue.max_waiting is ${maxWaiting}), and the call gave way: another one is of higher priority, or its client has fewer calls waiting.`,
    {
      hint: 'Have fewer calls waiting at the same time, or raise queue.max_waiting.',
      data: { setting: 'queue.max_waiting', limit: maxWaiting },
    },
  );
}

/** A call waited too long. `places` is how many may run in all when these were taken, absent when its tool's were. */
export function waitedTooLong(
  { tool, perTool }: CallTurn,
  waitMs: number,
  places: number | undefined,
): KamiError {
  const what = places === undefined ? `all ${perTool} places of ${tool}` : `all ${places} places`;
  const setting = places === undefined ? 'pool.executors_per_tool' : 'pool.max_processes';
  const hint =
    places === undefined
      ? 'Call again later, or raise max_concurrency in its tool.toml and pool.executors_per_tool; a tool with a private folder runs one call at a time.'
      : 'Call again later, or raise pool.max_processes.';
  return kamiError(
    'KAMI_QUEUE_FULL',
    `The call waited ${waitMs} ms, the most that queue.max_wait_ms allows: ${what} were taken.`,
    { hint, data: { setting, limit: places ?? perTool } },
  );
}

/** The caller withdrew a call that waited. */
export function withdrawnWhileWaiting(): KamiError {
  return kamiError('KAMI_CANCELLED', 'The call was withdrawn while it waited.');
}

/** The caller withdrew a call that was about to run. */
export function withdrawn(): KamiError {
  return kamiError('KAMI_CANCELLED', 'The call was withdrawn.');
}

/** KAMI takes no calls any more. */
export function stopping(): KamiError {
  return kamiError('KAMI_STOPPING', 'This KAMI process is ending and starts no more calls.', {
    hint: 'Call again when the server was started anew; nothing of the call has run.',
  });
}

/** A call that ran when KAMI was told to end took too long. */
export function outlastedDrain(withinMs: number): KamiError {
  return kamiError(
    'KAMI_STOPPING',
    `The call was ended: this KAMI process is ending, and the call ran on for longer than serve.drain_ms (${withinMs} ms) allows.`,
    {
      hint: 'What the call has done so far stays done. Raise serve.drain_ms for longer calls.',
      data: { setting: 'serve.drain_ms', limit: withinMs },
    },
  );
}
