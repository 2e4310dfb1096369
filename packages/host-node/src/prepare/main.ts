/**
 * The prepare process: reads one job from standard input, answers on standard output and ends. It has
 * no authority but to read its own code; transpiler and schema compiler are loaded only by the job
 * that needs them.
 */
import { factsToJson } from '@kami/engine';
import { kamiError, type KamiError } from '@kami/types';

import { parseJob, type PrepareAnswer } from './job.ts';
import { encodeMessage, MessageReader } from './message.ts';

const NOTHING: Uint8Array = new Uint8Array();

interface Answer {
  readonly header: PrepareAnswer;
  readonly body: Uint8Array;
}

async function work(): Promise<Answer> {
  const reader = new MessageReader();
  for await (const chunk of process.stdin) {
    if (!(chunk instanceof Uint8Array))
      return refused(kamiError('KAMI_INTERNAL', 'Standard input is no byte stream.'));
    const kept = reader.push(chunk);
    if (!kept.ok) return refused(kamiError('KAMI_COMPONENT_INVALID', kept.error));
  }
  const message = reader.finish();
  if (!message.ok)
    return refused(kamiError('KAMI_INTERNAL', `The job was not understood: ${message.error}.`));
  const job = parseJob(message.value.header);
  if (job === undefined) return refused(kamiError('KAMI_INTERNAL', 'The job was not understood.'));
  if (job.job === 'prepare') {
    const { prepareComponent } = await import('./prepare-component.ts');
    const result = await prepareComponent(message.value.body, job.options);
    if (!result.ok) return refused(result.error);
    const { facts, key, prepared } = result.value;
    return { header: { status: 'prepared', facts: factsToJson(facts), key }, body: prepared };
  }
  if (job.job === 'componentize') {
    const { componentize } = await import('./componentize.ts');
    const result = await componentize(job, message.value.body);
    return result.ok ? { header: { status: 'componentized' }, body: result.value } : refused(result.error);
  }
  const { finishPrepared } = await import('./finish-prepared.ts');
  const result = finishPrepared(message.value.body, job.tools, job.schemas);
  return result.ok ? { header: { status: 'finished' }, body: result.value } : refused(result.error);
}

function refused({ code, message, hint, data }: KamiError): Answer {
  const error = {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(data === undefined ? {} : { data }),
  };
  return { header: { status: 'refused', error }, body: NOTHING };
}

const { header, body } = await work();
for (const part of encodeMessage(header, body)) process.stdout.write(part);
