import { CANARY } from './canaries.ts';
import type { HostileCase } from './hostile-action.ts';
import type { TestHome } from '../e2e/kami.ts';
import type { MadeCall } from './hostile-host.ts';

/** How a call on a hostile executor may fail. */
const MAY_FAIL: ReadonlySet<string> = new Set([
  'KAMI_EXECUTOR_FAULT',
  'KAMI_DEADLINE_EXCEEDED',
  'KAMI_MEMORY_EXCEEDED',
  'KAMI_OUTPUT_TOO_LARGE',
  'KAMI_TOOL_RESULT_INVALID',
  'KAMI_TOOL_TRAPPED',
  'KAMI_TOOL_FAILED',
  'KAMI_TOOL_BROKEN',
  'KAMI_DENIED',
  'KAMI_CONFLICT',
]);

/** What is wrong with what came of a case, in words; nothing when all holds. */
export function judgeCall({ expects }: HostileCase, { report, recording }: MadeCall): string | undefined {
  const code = report.ok ? undefined : report.error.code;
  if (code !== undefined && !MAY_FAIL.has(code))
    return `it failed with ${code}: ${report.ok ? '' : report.error.message}`;
  if (expects === 'fault' && code !== 'KAMI_EXECUTOR_FAULT' && code !== 'KAMI_DEADLINE_EXCEEDED')
    return `the violation was not found: ${code ?? 'the call succeeded'}`;
  for (const frame of recording?.frames ?? []) {
    if (frame.kind === 'call' && holdsCanary(frame.replyBody, JSON.stringify(frame.reply)))
      return `the host gave the canary to ${JSON.stringify(frame.call)}`;
  }
  const [said] = report.ok ? report.value.outcome.content : [];
  if (said?.type === 'text' && said.text.startsWith('["'))
    return `the executor was told what it had not asked: ${said.text}`;
  return undefined;
}

function holdsCanary(body: Uint8Array, header: string): boolean {
  return header.includes(CANARY) || Buffer.from(body.buffer, body.byteOffset, body.length).includes(CANARY);
}

/** Faults of which no event says that the call failed by one; the events of the host that met them are all written. */
export async function unrecordedFaults(
  home: TestHome,
  callIds: readonly string[],
): Promise<readonly string[]> {
  const recorded = new Set<string>();
  const { stdout } = await home.must(['log', '--limit', '10000', '--json']);
  for (const line of stdout.split('\n'))
    if (line.includes('"KAMI_EXECUTOR_FAULT"')) recorded.add(correlationOf(line));
  // A log holds more than is read of it: only the newest calls are looked up.
  const newest = callIds.slice(-500);
  return newest
    .filter((id) => !recorded.has(id))
    .map((id) => `no event says that the call ${id} ended by a fault`);
}

function correlationOf(line: string): string {
  return String((JSON.parse(line) as { correlationId?: unknown }).correlationId);
}
