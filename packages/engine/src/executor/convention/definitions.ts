import { MAX_DEFINITIONS_BYTES, parseDefinitionsPayload } from '@kami/protocol';
import { failedJob, type JobOutcome } from '../job-outcome.ts';

const utf8 = new TextEncoder();

/** The result of `describe`: `{"definitions": […]}`, checked by the host's own parser. */
export function describedJob(definitions: readonly unknown[]): JobOutcome {
  const body = utf8.encode(JSON.stringify({ definitions }));
  if (body.length > MAX_DEFINITIONS_BYTES)
    return failedJob('output-too-large', 'the definitions are too large');
  const parsed = parseDefinitionsPayload(body);
  if (!parsed.ok) return failedJob('result-invalid', `describe: ${parsed.error}`);
  return { header: { status: 'described' }, body };
}
