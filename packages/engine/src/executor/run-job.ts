import type { ArgumentProblem, JobHeader } from '@kami/protocol';
import { isJsonObject, type Convention } from '@kami/types';
import { classifyStop } from './classify-stop.ts';
import type { ConventionRunner } from './convention/convention-runner.ts';
import { answerFeature } from './features/answer-feature.ts';
import { describeFeatures } from './features/describe-features.ts';
import { JSON_TOOL } from './convention/json-tool.ts';
import { KAMI_TOOL } from './convention/kami-tool.ts';
import { TYPED } from './convention/typed.ts';
import type { Guest } from './guest.ts';
import { enterCall, type Instance } from './instance.ts';
import { invalidArguments, type JobOutcome } from './job-outcome.ts';
import type { LoadedComponent, Validate } from './loaded-component.ts';

const RUNNERS: Readonly<Record<Convention, ConventionRunner>> = {
  'kami-tool': KAMI_TOOL,
  'json-tool': JSON_TOOL,
  typed: TYPED,
};
const NO_FIT = 'the arguments do not fit the schema';
const NANOS_PER_MS = 1_000_000n;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How components of a convention are talked to. */
export function runnerOf(component: LoadedComponent): ConventionRunner {
  return RUNNERS[component.convention];
}

/** Runs one job on an instance that has run none. Whatever the component does, this returns. */
export function runJob(
  component: LoadedComponent,
  instance: Instance,
  job: JobHeader,
  argsBytes: Uint8Array,
): JobOutcome {
  const { guest } = instance;
  const deadlineNanos = BigInt(job.time.monotonicNanos) + BigInt(Math.ceil(job.deadlineMs)) * NANOS_PER_MS;
  const runner = runnerOf(component);
  try {
    enterCall(instance, { job, deadlineNanos });
    if (job.action === 'describe') return runner.describe(instance, job);
    if (job.action === 'describe-features') return describeFeatures(instance.exports);
    if (job.action !== 'call')
      return answerFeature(instance.exports, job, job.action, utf8.decode(argsBytes));
    const args = utf8.decode(argsBytes);
    const validate = component.validator(job.tool, 'input');
    const problems = validate === undefined ? [] : problemsOf(validate, args);
    return problems.length > 0 ? invalidArguments(problems) : runner.call(component, instance, job, args);
  } catch (error) {
    return classifyStop(error, instance);
  } finally {
    reportDropped(guest);
    guest.host.leave();
  }
}

/** Says how much of the log and the output the budgets held back. */
function reportDropped({ host, spending }: Guest): void {
  const { droppedLines, droppedBytes } = spending;
  if (droppedLines === 0 && droppedBytes === 0) return;
  const message = `left out: ${droppedLines} lines of log and ${droppedBytes} bytes of output over the bounds of a call`;
  host.tell({ op: 'log', level: 'warning', message });
}

function problemsOf(validate: Validate, args: string): readonly ArgumentProblem[] {
  const found = validate(JSON.parse(args));
  if (!Array.isArray(found)) return [];
  const list: readonly unknown[] = found;
  return list.map((problem) =>
    isJsonObject(problem)
      ? { path: textOr(problem['path'], ''), message: textOr(problem['message'], NO_FIT) }
      : { path: '', message: NO_FIT },
  );
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
