import { boundedJson, contentBlock, isReservedMetaKey, parseShape, MAX_CONTENT_BLOCKS } from '@kami/protocol';
import { isJsonObject, type ContentBlock, type Json } from '@kami/types';
import { MAX_STRUCTURED_DEPTH } from './budgets.ts';
import { failedJob, type JobOutcome } from './job-outcome.ts';
import type { Validate } from './loaded-component.ts';

/** An answer as a convention read it off the component. JSON stands as the text that the component gave. */
export interface Answer {
  readonly content: readonly ContentBlock[];
  readonly structured?: string;
  readonly meta?: string;
  readonly isError: boolean;
}

const utf8 = new TextEncoder();

/**
 * The result of an answer. The host takes a malformed payload for the work of someone who broke out,
 * so everything the component chose is checked here first: a bad answer is the tool's failure.
 */
export function deliver(answer: Answer, maxBytes: number, validate: Validate | undefined): JobOutcome {
  const { content, structured, meta, isError } = answer;
  if (content.length > MAX_CONTENT_BLOCKS)
    return failedJob('result-invalid', `more than ${MAX_CONTENT_BLOCKS} content blocks`);
  if (sizeOf(answer) > maxBytes) return tooLarge(maxBytes);
  for (const [index, block] of content.entries()) {
    const fits =
      block.type === 'text' && block.annotations === undefined ? undefined : parseShape(contentBlock, block);
    if (fits?.ok === false) return failedJob('result-invalid', `content block ${index}: ${fits.error}`);
  }
  const parts = [`"isError":${String(isError)}`];
  if (structured !== undefined) {
    const value = readJson(structured, maxBytes);
    if (!value.ok) return failedJob('result-invalid', `structured content: ${value.error.message}`);
    const problems = isError ? null : (validate?.(value.value) ?? null);
    if (problems !== null)
      return failedJob(
        'result-invalid',
        `structured content does not fit its schema: ${JSON.stringify(problems).slice(0, 1000)}`,
      );
    parts.push(`"structured":${structured}`);
  }
  if (meta !== undefined) {
    const value = readJson(meta, maxBytes);
    if (!value.ok) return failedJob('result-invalid', `meta: ${value.error.message}`);
    const problem = metaProblem(value.value);
    if (problem !== undefined) return failedJob('result-invalid', `meta: ${problem}`);
    parts.push(`"meta":${meta}`);
  }
  const copy: readonly ContentBlock[] =
    structured === undefined ? content : [{ type: 'text', text: structured }];
  const blocks = content.length === 0 ? copy : content;
  const body = encode(blocks, parts);
  if (body.length <= maxBytes) return { header: { status: 'delivered' }, body };
  const lean = blocks === content ? body : encode(content, parts);
  return lean.length <= maxBytes ? { header: { status: 'delivered' }, body: lean } : tooLarge(maxBytes);
}

function encode(content: readonly ContentBlock[], parts: readonly string[]): Uint8Array {
  return utf8.encode(`{"content":${JSON.stringify(content)},${parts.join(',')}}`);
}

function readJson(text: string, maxBytes: number): ReturnType<typeof boundedJson> {
  return boundedJson(text, { maxBytes, maxDepth: MAX_STRUCTURED_DEPTH, rejectDuplicateKeys: true });
}

function metaProblem(value: Json): string | undefined {
  if (!isJsonObject(value)) return 'expected an object';
  const reserved = Object.keys(value).find(isReservedMetaKey);
  return reserved === undefined ? undefined : `the key ${JSON.stringify(reserved.slice(0, 80))} is reserved`;
}

/** A lower bound of the answer's size, without building it. */
function sizeOf({ content, structured, meta }: Answer): number {
  let size = (structured?.length ?? 0) + (meta?.length ?? 0);
  for (const block of content) {
    if (block.type === 'text') size += block.text.length;
    else if (block.type === 'image' || block.type === 'audio') size += block.data.length;
    else if (block.type === 'resource')
      size += 'text' in block.resource ? block.resource.text.length : block.resource.blob.length;
  }
  return size;
}

function tooLarge(maxBytes: number): JobOutcome {
  return failedJob('output-too-large', `the answer is larger than ${maxBytes} bytes`);
}
