import type { ContentBlock } from '@kami/types';
import { boundedJson, MAX_DEFINITIONS_BYTES, MAX_DEFINITIONS_DEPTH } from '@kami/protocol';
import { callExport, type ExportOutcome } from '../call-export.ts';
import { deliver, type Answer } from '../delivered.ts';
import { GuestTrap } from '../guest-stop.ts';
import type { ExportTable } from '../instance.ts';
import { failedJob } from '../job-outcome.ts';
import { leastSize, toContentBlock } from './content-blocks.ts';
import type { ConventionRunner } from './convention-runner.ts';
import { describedJob } from './definitions.ts';
import { isLifted, type Block, type Definition, type Failure, type Outcome } from './kami-tool-values.ts';

const TOOLS = /^kami:tool\/tools@0\.1\.\d+$/;
const SCHEMA_BOUNDS = {
  maxBytes: MAX_DEFINITIONS_BYTES,
  maxDepth: MAX_DEFINITIONS_DEPTH,
  rejectDuplicateKeys: true,
};

/** The rich world of the guest SDK: `kami:tool/tools@0.1.x`. */
export const KAMI_TOOL: ConventionRunner = {
  describe(instance) {
    const outcome = callTools(instance.exports, 'describe', []);
    if (!outcome.ok || !isLifted<readonly Definition[]>(outcome.value))
      throw new GuestTrap('describe gave nothing');
    const definitions: unknown[] = [];
    for (const { name, title, description, inputSchema, outputSchema } of outcome.value) {
      const input = boundedJson(inputSchema, SCHEMA_BOUNDS);
      const output = outputSchema === undefined ? undefined : boundedJson(outputSchema, SCHEMA_BOUNDS);
      if (!input.ok)
        return failedJob('result-invalid', `describe: input schema of ${name}: ${input.error.message}`);
      if (output?.ok === false)
        return failedJob('result-invalid', `describe: output schema of ${name}: ${output.error.message}`);
      definitions.push({
        name,
        ...(title === undefined ? {} : { title }),
        description,
        inputSchema: input.value,
        ...(output === undefined ? {} : { outputSchema: output.value }),
      });
    }
    return describedJob(definitions);
  },

  call(component, instance, job, args) {
    const outcome = callTools(instance.exports, 'call', [job.tool, args]);
    const max = job.maxOutputBytes;
    const value = outcome.ok ? outcome.value : outcome.error;
    if (outcome.ok && isLifted<Outcome>(value)) {
      const { content, structured, meta } = value;
      if (leastSize(content) > max)
        return failedJob('output-too-large', `the answer is larger than ${max} bytes`);
      const answer: Answer = {
        content: content.map(toContentBlock),
        ...(structured === undefined ? {} : { structured }),
        ...(meta === undefined ? {} : { meta }),
        isError: false,
      };
      const validate = component.validator(job.tool, 'output');
      if (structured === undefined && (validate !== undefined || job.structured)) {
        return failedJob(
          'result-invalid',
          'the definition has an output schema and the answer no structured content',
        );
      }
      return deliver(answer, max, validate);
    }
    if (!isLifted<Failure>(value)) throw new GuestTrap('call gave nothing');
    if (value.tag === 'failed' && leastSize(value.val) > max)
      return failedJob('output-too-large', `the answer is larger than ${max} bytes`);
    return deliver({ content: failureContent(value), isError: true }, max, undefined);
  },

  warm(instance) {
    callTools(instance.exports, 'describe', []);
  },
};

function callTools(exports: ExportTable, name: string, args: readonly unknown[]): ExportOutcome {
  return callExport(
    exports,
    Object.keys(exports).find((key) => TOOLS.test(key)) ?? 'kami:tool/tools',
    name,
    args,
  );
}

function failureContent(failure: Failure): readonly ContentBlock[] {
  switch (failure.tag) {
    case 'failed':
      return failedContent(failure.val);
    case 'invalid':
      return [
        text(
          failure.val
            .map(({ path, message }) => `${path === '' ? 'arguments' : path}: ${message}`)
            .join('\n') || 'The arguments are not valid.',
        ),
      ];
    case 'needs': {
      const features = Object.keys(failure.val).filter((name) => failure.val[name] === true);
      return [text(`This tool needs a client that supports: ${features.join(', ')}.`)];
    }
  }
}

function failedContent(blocks: readonly Block[]): readonly ContentBlock[] {
  return blocks.length === 0 ? [text('The tool failed without saying why.')] : blocks.map(toContentBlock);
}

function text(value: string): ContentBlock {
  return { type: 'text', text: value };
}
