import { boundedJson, MAX_DEFINITIONS_BYTES, MAX_DEFINITIONS_DEPTH } from '@kami/protocol';
import { isJsonObject } from '@kami/types';
import { callExport } from '../call-export.ts';
import { deliver } from '../delivered.ts';
import { failedJob } from '../job-outcome.ts';
import type { ConventionRunner } from './convention-runner.ts';
import { describedJob } from './definitions.ts';

/** The small world: root exports `describe` and `call`, both in JSON text. */
export const JSON_TOOL: ConventionRunner = {
  describe(instance) {
    const { value } = mustReturn(callExport(instance.exports, undefined, 'describe', []));
    const bounds = {
      maxBytes: MAX_DEFINITIONS_BYTES,
      maxDepth: MAX_DEFINITIONS_DEPTH,
      rejectDuplicateKeys: true,
    };
    const json = boundedJson(typeof value === 'string' ? value : '', bounds);
    if (!json.ok) return failedJob('result-invalid', `describe: ${json.error.message}`);
    const tools = isJsonObject(json.value) ? json.value['tools'] : undefined;
    if (!Array.isArray(tools) || tools.length === 0)
      return failedJob('result-invalid', 'describe: expected {"tools": […]} with at least one tool');
    return describedJob(tools);
  },

  call(component, instance, job, args) {
    const outcome = callExport(instance.exports, undefined, 'call', [job.tool, args]);
    const text = outcome.ok ? outcome.value : outcome.error;
    if (typeof text !== 'string') return failedJob('result-invalid', 'call: expected text');
    if (!outcome.ok)
      return deliver({ content: [{ type: 'text', text }], isError: true }, job.maxOutputBytes, undefined);
    if (!job.structured)
      return deliver({ content: [{ type: 'text', text }], isError: false }, job.maxOutputBytes, undefined);
    return deliver(
      { content: [], structured: text, isError: false },
      job.maxOutputBytes,
      component.validator(job.tool, 'output'),
    );
  },

  warm(instance) {
    callExport(instance.exports, undefined, 'describe', []);
  },
};

function mustReturn(outcome: ReturnType<typeof callExport>): { readonly value: unknown } {
  return outcome.ok ? outcome : { value: undefined };
}
