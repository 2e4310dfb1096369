/** Resources that one client may be told of: against a client that subscribes without end. */
export const MAX_SUBSCRIPTIONS = 1024;

/** Which resources a client wants to be told of. */
export interface ResourceSubscriptions {
  /** Notes one; false when the client has too many. */
  add(uri: string): boolean;
  delete(uri: string): void;
  /** Whether the client is to be told that a resource was updated. */
  wants(uri: string): boolean;
}

/**
 * The subscriptions of one connection. From 2026-07-28 a client says what it wants in `subscriptions/listen`, which the
 * SDK serves: there every update is wanted here.
 */
export function createResourceSubscriptions(era: 'legacy' | 'modern'): ResourceSubscriptions {
  const uris = new Set<string>();
  return {
    add(uri) {
      if (uris.size >= MAX_SUBSCRIPTIONS && !uris.has(uri)) return false;
      uris.add(uri);
      return true;
    },
    delete: (uri) => void uris.delete(uri),
    wants: (uri) => era === 'modern' || uris.has(uri),
  };
}
