import { parseFaultHeader, parseResultHeader, type FaultHeader, type Message } from '@kami/protocol';
import type { JobResult } from '@kami/runtime';
import {
  endSentence,
  err,
  kamiError,
  ok,
  type KamiError,
  type KamiErrorCode,
  type Result,
} from '@kami/types';

const FAILED_STAGES: { readonly [S in FaultHeader['stage']]: string } = {
  'self-test': 'Its self-test failed',
  load: 'The component could not be loaded',
  make: 'No instance of the component could be made',
};

/**
 * Reads what ends a start, a load or a make: a frame without a header, or a fault of that stage. An outer error is a
 * violation.
 */
export function readEnd(
  message: Message,
  stage: FaultHeader['stage'],
  code: KamiErrorCode,
): Result<Result<void, KamiError>, string> {
  if (message.kind !== 'fault')
    return message.header === undefined ? ok(ok(undefined)) : err(`${message.kind} with a header`);
  const fault = parseFaultHeader(message.header);
  if (!fault.ok) return err(`fault: ${fault.error}`);
  if (fault.value.stage !== stage) return err(`fault of ${fault.value.stage} while in ${stage}`);
  return ok(err(kamiError(code, endSentence(`${FAILED_STAGES[stage]}: ${fault.value.message}`))));
}

/** Reads what ends a job: its result. */
export function readResult(message: Message, id: number): Result<Result<JobResult, KamiError>, string> {
  if (message.id !== id) return err('result of another job');
  const header = parseResultHeader(message.header);
  return header.ok ? ok(ok({ header: header.value, payload: message.body })) : err(`result: ${header.error}`);
}
