import { boundedJson, checkArguments, resultType } from '@kami/protocol';
import { isJsonObject, type Json, type WitType } from '@kami/types';
import { callExport } from '../call-export.ts';
import { deliver } from '../delivered.ts';
import { failedJob, invalidArguments, type JobOutcome } from '../job-outcome.ts';
import { UnliftableValue, liftValue } from '../values/lift.ts';
import { lowerValue } from '../values/lower.ts';
import type { ConventionRunner } from './convention-runner.ts';

/** Depth of arguments: the host checked it before; this is for callers that did not. */
const ARGUMENT_BOUNDS = { maxBytes: Number.MAX_SAFE_INTEGER, maxDepth: 128, rejectDuplicateKeys: true };

/** Any component with typed exports: each exported function is a tool. */
export const TYPED: ConventionRunner = {
  describe: () => failedJob('result-invalid', 'a component with typed exports describes itself by its types'),

  call(component, instance, job, args) {
    const signature = component.tools.get(job.tool)?.signature;
    if (signature === undefined)
      return failedJob('result-invalid', `no exported function is known as ${job.tool}`);
    const json = boundedJson(args, ARGUMENT_BOUNDS);
    if (!json.ok) return invalidArguments([{ path: '', message: json.error.message }]);
    const given = isJsonObject(json.value) ? json.value : undefined;
    if (given === undefined) return invalidArguments([{ path: '', message: 'expected an object' }]);
    const problems = checkArguments(signature, given);
    if (problems.length > 0) return invalidArguments(problems);
    const { params, interfaceName, name, result } = signature;
    const lowered = params.map((param) =>
      lowerValue(param.type, Object.hasOwn(given, param.name) ? given[param.name] : undefined),
    );
    const outcome = callExport(instance.exports, interfaceName, name, lowered);
    if (!outcome.ok) return deliverError(result, outcome.error, job.maxOutputBytes);
    return lifted(resultType(signature), outcome.value, (value) =>
      deliver(
        { content: [], structured: JSON.stringify({ result: value }), isError: false },
        job.maxOutputBytes,
        undefined,
      ),
    );
  },

  warm: () => {},
};

function deliverError(result: WitType | undefined, error: unknown, maxBytes: number): JobOutcome {
  const type = result?.kind === 'result' ? result.err : undefined;
  return lifted(type, error, (value) => {
    const text =
      value === null
        ? 'The tool failed without saying why.'
        : typeof value === 'string'
          ? value
          : JSON.stringify(value);
    return deliver({ content: [{ type: 'text', text }], isError: true }, maxBytes, undefined);
  });
}

function lifted(type: WitType | undefined, value: unknown, use: (value: Json) => JobOutcome): JobOutcome {
  try {
    return use(type === undefined ? null : liftValue(type, value));
  } catch (error) {
    if (error instanceof UnliftableValue) return failedJob('result-invalid', error.message);
    throw error;
  }
}
