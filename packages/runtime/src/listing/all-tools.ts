import { MAX_PAGE, type InstallationState, type InstalledTool, type ToolRepository } from '@kami/registry';
import { ok, type KamiError, type Result } from '@kami/types';

/** Every tool of a catalogue, page by page, or every one in a state. */
export async function allTools(
  tools: Pick<ToolRepository, 'list'>,
  state?: InstallationState,
): Promise<Result<readonly InstalledTool[], KamiError>> {
  const all: InstalledTool[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await tools.list({
      limit: MAX_PAGE,
      ...(state === undefined ? {} : { state }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (!page.ok) return page;
    all.push(...page.value.tools);
    cursor = page.value.next;
    if (cursor === undefined) return ok(all);
  }
}
