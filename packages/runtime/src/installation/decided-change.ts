/**
 * Threat: two operators, or one and a script, change one tool at the same time: what one takes away comes back with
 * what the other writes on a reading from before. Rule: a change names the revision of the catalogue that it was
 * decided on; where that has passed, nothing is written, and the change is decided anew.
 */
import type { ToolRepository } from '@kami/registry';
import type { KamiError, Result } from '@kami/types';

/** Times that a change is decided: against a process that changes the catalogue without a pause. */
const MAX_TRIES = 16;

/**
 * Reads the revision, then lets `attempt` read, decide and write; again when another process changed the catalogue in
 * between. Errors: those of `attempt`, `KAMI_CONFLICT` when that was so each time.
 */
export async function decidedChange<T>(
  tools: Pick<ToolRepository, 'revision'>,
  attempt: (revision: number) => Promise<Result<T, KamiError>>,
): Promise<Result<T, KamiError>> {
  for (let tries = 1; ; tries++) {
    const revision = await tools.revision();
    if (!revision.ok) return revision;
    const done = await attempt(revision.value);
    if (done.ok || done.error.code !== 'KAMI_CONFLICT' || tries === MAX_TRIES) return done;
  }
}
