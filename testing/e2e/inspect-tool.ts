import type { TestHome } from './kami.ts';

/** An installed tool as `kami inspect --json` shows it. */
export async function inspectTool(home: TestHome, tool: string): Promise<Record<string, unknown>> {
  return JSON.parse((await home.must(['inspect', tool, '--json'])).stdout) as Record<string, unknown>;
}
