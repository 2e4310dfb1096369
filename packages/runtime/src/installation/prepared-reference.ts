import type { PreparedReference } from '@kami/registry';
import type { Digest } from '@kami/types';

/**
 * The reference to a prepared form, with a name of its own for each content: a form holds the tool's schemas too, so
 * versions of one component whose manifests differ have different forms, and a version that waits must not overwrite
 * the form of the active one.
 */
export function preparedReference(key: string, digest: Digest): PreparedReference {
  return { key: key.replace(/(?=\.bin$)|$/, `-${digest.slice(0, 16)}`), digest };
}
