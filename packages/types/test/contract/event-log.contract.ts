import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Digest, EventArtifact, EventLog, RuntimeEvent, StoredEvent } from '@kami/types';
import { sampleEvent, sampleTool, valueOf } from '../../../registry/test/sample-tool.ts';

/** An event log under test. */
export interface EventLogUnderTest {
  readonly events: EventLog;
  close(): Promise<void>;
}

/** What every implementation of `EventLog` must do. */
export function describeEventLog(name: string, open: () => Promise<EventLogUnderTest>): void {
  describe(`EventLog: ${name}`, () => {
    let log: EventLogUnderTest;
    beforeEach(async () => {
      log = await open();
    });
    afterEach(async () => {
      await log.close();
    });
    const append = async (batch: readonly RuntimeEvent[]): Promise<void> =>
      valueOf(await log.events.append(batch));
    const read = async (query: Parameters<EventLog['read']>[0]): Promise<readonly StoredEvent[]> =>
      valueOf(await log.events.read(query));

    it('is empty at first, and stays so when nothing is appended', async () => {
      await append([]);
      expect(await read({ limit: 10 })).toEqual([]);
    });

    it('gives back every field, with position, digest of the payload and leaf hash', async () => {
      const { id, version, digest } = sampleTool();
      const artifact: EventArtifact = { toolId: id, version, digest };
      const whole = sampleEvent('artifact.delivered', {
        parentSpanId: '3'.repeat(16),
        causationId: 'cause',
        claimedClient: 'client "x"\n',
        artifact,
        phase: 'data_plane',
        data: { size: 1, nested: { text: 'é', list: [null, true, 1.5] } },
      });
      const bare = sampleEvent('intent.received', { data: {} });
      await append([whole, bare]);
      const stored = await read({ limit: 10 });
      expect(stored).toHaveLength(2);
      const added = stored.map(({ seq, payloadDigest, leafHash }) => ({ seq, payloadDigest, leafHash }));
      expect(stored).toEqual([
        { ...whole, ...added[0] },
        { ...bare, ...added[1] },
      ]);
      expect(stored.map(({ seq }) => seq)).toEqual([1, 2]);
      const payload = createHash('sha256').update(JSON.stringify(whole.data)).digest('hex');
      expect(stored[0]?.payloadDigest).toBe(payload);
      expect(stored[0]?.leafHash).toBe(expectedLeaf(1, whole, payload));
    });

    it('numbers events without gaps in the order they were appended', async () => {
      const batches = Array.from({ length: 20 }, (_, index) => [
        sampleEvent('intent.received', { intent: `a${index}` }),
        sampleEvent('intent.received', { intent: `b${index}` }),
      ]);
      await Promise.all(batches.map(append));
      const stored = await read({ limit: 100 });
      expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
      expect(stored.map(({ intent }) => intent)).toEqual(batches.flat().map(({ intent }) => intent));
    });

    it('appends a batch whole or not at all, and other batches of the same moment all the same', async () => {
      const known = sampleEvent();
      await append([known]);
      const [before, broken, after] = await Promise.all([
        log.events.append([sampleEvent()]),
        log.events.append([sampleEvent(), known]),
        log.events.append([sampleEvent()]),
      ]);
      expect([before.ok, broken.ok, after.ok]).toEqual([true, false, true]);
      expect((await read({ limit: 10 })).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    it('reads the newest that match, oldest of them first', async () => {
      const { id, version, digest } = sampleTool();
      await append([
        sampleEvent('intent.received', { correlationId: 'x' }),
        sampleEvent('call.denied', { correlationId: 'x', artifact: { toolId: id, version, digest } }),
        sampleEvent('intent.received', { correlationId: 'y', artifact: { toolId: id, version, digest } }),
        sampleEvent('artifact.delivered', { correlationId: 'y' }),
      ]);
      const seqs = async (query: Parameters<EventLog['read']>[0]): Promise<readonly number[]> =>
        (await read(query)).map(({ seq }) => seq);
      expect(await seqs({ limit: 2 })).toEqual([3, 4]);
      expect(await seqs({ limit: 10, after: 2 })).toEqual([3, 4]);
      expect(await seqs({ limit: 10, correlationId: 'x' })).toEqual([1, 2]);
      expect(await seqs({ limit: 10, toolId: id })).toEqual([2, 3]);
      expect(await seqs({ limit: 10, type: 'intent.received' })).toEqual([1, 3]);
      expect(await seqs({ limit: 1, type: 'intent.received', toolId: id, after: 1 })).toEqual([3]);
    });
  });
}

/** RFC 6962 leaf over length-framed fields, written down again here, apart from the sources. */
function expectedLeaf(seq: number, event: RuntimeEvent, payloadDigest: string): Digest {
  const hash = createHash('sha256').update(Buffer.from([0]));
  const { artifact: of } = event;
  for (const field of [
    `${seq}`,
    event.eventId,
    event.time,
    event.traceId,
    event.spanId,
    event.parentSpanId,
    event.correlationId,
    event.causationId,
    event.actor,
    event.claimedClient,
    event.intent,
    of?.toolId,
    of?.version,
    of?.digest,
    event.phase,
    event.type,
    `${event.schemaVersion}`,
    payloadDigest,
  ]) {
    const bytes = Buffer.from(field ?? '');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field === undefined ? 0xffffffff : bytes.length);
    hash.update(length).update(bytes);
  }
  return hash.digest('hex') as Digest;
}
