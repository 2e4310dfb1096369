import { MAX_PAGE, type ToolRepository } from '@kami/registry';
import { ok, type KamiError, type Result, type SecretGrant, type ToolName } from '@kami/types';

/** A tool that was granted a secret. */
export interface SecretUser {
  readonly tool: ToolName;
  readonly grant: SecretGrant;
}

/** Every grant of every secret, in the order of the tools. */
export async function secretUsers(tools: ToolRepository): Promise<Result<readonly SecretUser[], KamiError>> {
  const users: SecretUser[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await tools.list({ limit: MAX_PAGE, ...(cursor === undefined ? {} : { cursor }) });
    if (!page.ok) return page;
    for (const { name, permission } of page.value.tools)
      for (const grant of permission.secrets ?? []) users.push({ tool: name, grant });
    cursor = page.value.next;
    if (cursor === undefined) return ok(users);
  }
}
