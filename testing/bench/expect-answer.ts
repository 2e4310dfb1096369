import type { ConnectedClient } from '../e2e/connect-client.ts';

/** Calls a tool and throws where its first text is another than the expected one: a wrong answer is not timed. */
export async function expectAnswer(
  client: ConnectedClient,
  name: string,
  args: Record<string, unknown>,
  expected: string,
): Promise<void> {
  const { content } = await client.callTool(name, args);
  const text = Array.isArray(content) ? (content[0] as { text?: string } | undefined)?.text : undefined;
  if (text !== expected) throw new Error(`A wrong answer of ${name}: ${JSON.stringify(content)}`);
}
