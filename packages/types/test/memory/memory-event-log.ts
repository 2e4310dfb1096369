import { err, kamiError, ok, type EventLog, type StoredEvent } from '@kami/types';
import { leafHash, sha256 } from '../../../store-sqlite/src/log/leaf-hash.ts';

/** An empty event log in memory: the plainest thing that keeps the port's contract. */
export function createMemoryEventLog(): EventLog {
  const rows: StoredEvent[] = [];
  return {
    async append(batch) {
      const ids = new Set(rows.map(({ eventId }) => eventId));
      if (batch.some(({ eventId }) => ids.has(eventId)))
        return err(kamiError('KAMI_STORE_FAILED', 'an event is there already'));
      for (const event of batch) {
        const seq = rows.length + 1;
        const payloadDigest = sha256(new TextEncoder().encode(JSON.stringify(event.data)));
        rows.push({ ...event, seq, payloadDigest, leafHash: leafHash(seq, event, payloadDigest) });
      }
      return ok(undefined);
    },
    async read({ after = 0, limit, toolId, correlationId, type }) {
      const matches = rows.filter(
        (row) =>
          row.seq > after &&
          (toolId ?? row.artifact?.toolId) === row.artifact?.toolId &&
          (correlationId ?? row.correlationId) === row.correlationId &&
          (type ?? row.type) === row.type,
      );
      return ok(matches.slice(-limit));
    },
  };
}
