import { parseFeatureAnswer, type FeatureAction, type FeatureAnswers } from '@kami/protocol';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { CallSubject } from '../call/call-subject.ts';
import { failedResult, readPayload } from '../call/interpret-result.ts';
import { runAnyCall, type CallPorts } from '../call/run-call.ts';
import type { JobResult } from '../executor.ts';
import { REDACTIONS } from '../redaction/redact-feature.ts';
import type { FeatureRequest } from '../tool-host.ts';

/** Texts by name. */
export interface TextArguments {
  readonly [name: string]: string;
}

/** What is asked of a component, by action. */
export interface FeatureQuestions {
  readonly 'list-resources': { readonly cursor?: string };
  readonly 'read-resource': { readonly uri: string };
  readonly 'get-prompt': { readonly name: string; readonly arguments: TextArguments };
  readonly complete: {
    /** Name of a prompt; else `template` is there. */
    readonly prompt?: string;
    /** A URI template. */
    readonly template?: string;
    readonly argument: string;
    readonly value: string;
    /** The arguments that are filled in already. */
    readonly others: TextArguments;
  };
}

const INTENTS: { readonly [A in FeatureAction]: string } = {
  'list-resources': 'resources/list',
  'read-resource': 'resources/read',
  'get-prompt': 'prompts/get',
  complete: 'completion/complete',
};

interface FeatureOutcome<A extends FeatureAction> {
  readonly isError: false;
  readonly answer: FeatureAnswers[A];
}

/** Asks a component for what it has beside its functions. Never rejects. */
export async function runFeatureCall<A extends FeatureAction>(
  ports: CallPorts,
  request: FeatureRequest<A>,
): Promise<Result<FeatureAnswers[A], KamiError>> {
  const report = await runAnyCall(ports, request, featureCall(request));
  return report.ok ? ok(report.value.outcome.answer) : report;
}

function featureCall<A extends FeatureAction>({
  tool,
  action,
  question,
}: FeatureRequest<A>): CallSubject<FeatureOutcome<A>> {
  return {
    intent: `${INTENTS[action]} ${tool.name}`,
    action,
    definition: '',
    args: question,
    read: (result) => readAnswer(tool.name, action, result),
    redact: ({ answer }, redactor) => ({
      isError: false,
      answer: REDACTIONS[action](answer, redactor),
    }),
  };
}

function readAnswer<A extends FeatureAction>(
  tool: string,
  action: A,
  { header, payload }: JobResult,
): Result<FeatureOutcome<A>, KamiError> {
  if (header.status === 'not-found') return err(notFound(tool, action));
  if (header.status !== 'delivered') return err(failedResult(tool, header));
  const answer = readPayload(tool, parseFeatureAnswer(action, payload));
  return answer.ok ? ok({ isError: false, answer: answer.value }) : answer;
}

function notFound(tool: string, action: FeatureAction): KamiError {
  return action === 'get-prompt'
    ? kamiError('KAMI_PROMPT_UNKNOWN', `${tool} has no such prompt.`)
    : kamiError('KAMI_RESOURCE_UNKNOWN', `${tool} has no such resource.`);
}
