import { startTrace } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { createCallEvents, type CallEvents } from '../../src/call/call-events.ts';
import { createEventRecorder } from '../../src/call/event-recorder.ts';
import { countingRandom, memoryLog, steppedClock } from '../support/fixtures.ts';

interface Scene {
  readonly events: CallEvents;
  readonly clock: ReturnType<typeof steppedClock>;
  /** Types of the events that are in the log. */
  readonly logged: () => readonly string[];
  readonly log: ReturnType<typeof memoryLog>;
  /** Runs what waits for a moment to pass, and what waits for the answer. */
  readonly momentPasses: () => void;
  readonly answerGoesOut: () => void;
}

function scene(): Scene {
  const [clock, random, log] = [steppedClock(), countingRandom(), memoryLog()];
  const subject = { actor: 'cli:0', intent: 'test', correlationId: 'call-1', trace: startTrace(random) };
  const later = new Set<() => void>();
  const answered: (() => void)[] = [];
  const events = createCallEvents(
    createEventRecorder(clock, random, subject),
    {
      clock,
      events: log,
      later: (task) => {
        later.add(task);
        return () => void later.delete(task);
      },
      afterAnswer: (task) => answered.push(task),
    },
    () => undefined,
  );
  return {
    events,
    clock,
    log,
    logged: () => log.events.map(({ type }) => type),
    momentPasses() {
      const due = [...later];
      later.clear();
      for (const task of due) task();
    },
    answerGoesOut() {
      for (const task of answered.splice(0)) task();
    },
  };
}

describe('createCallEvents', () => {
  it('appends the events of a short call together, when its answer has gone out', () => {
    const { events, logged, log, momentPasses, answerGoesOut } = scene();
    for (const state of ['received', 'validated', 'admitted', 'dispatched', 'delivered'] as const)
      events.enter(state);
    expect(logged()).toEqual([]);
    answerGoesOut();
    const all = [
      'intent.received',
      'gate.schema',
      'gate.policy',
      'dataplane.dispatched',
      'artifact.delivered',
    ];
    expect(logged()).toEqual(all);
    expect(log.batches).toEqual([5]);
    momentPasses();
    expect(log.batches).toEqual([5]);
  });

  it('appends those of a longer call a moment after the dispatch, and what follows a moment later', () => {
    const { events, logged, momentPasses, answerGoesOut } = scene();
    events.enter('received');
    momentPasses();
    expect(logged()).toEqual([]);
    events.enter('dispatched');
    momentPasses();
    expect(logged()).toEqual(['intent.received', 'dataplane.dispatched']);
    events.note('capability.denied', 'gate');
    events.enter('running');
    momentPasses();
    expect(logged().slice(2)).toEqual(['capability.denied', 'dataplane.running']);
    events.enter('failed');
    answerGoesOut();
    expect(logged().slice(4)).toEqual(['call.failed']);
  });

  it('gives each event the time of its transition, and the one before as its cause', () => {
    const { events, log, clock, answerGoesOut } = scene();
    events.enter('received');
    clock.advance(1000);
    events.enter('denied');
    clock.advance(1000);
    answerGoesOut();
    const [first, second] = log.events;
    expect(Date.parse(second?.time ?? '') - Date.parse(first?.time ?? '')).toBe(1000);
    expect(second?.causationId).toBe(first?.eventId);
  });
});
