import type { InstalledTool } from '@kami/registry';
import { changePermission } from '@kami/runtime';
import { ok, type Capability, type KamiError, type Permission, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { withCapabilities } from '../home/resolve-grants.ts';

/** Grants for good what a person allowed, as `kami grant` does. Gives the permission as it is then. Errors: those of `changePermission`. */
export async function recordGrant(
  app: App,
  home: Home,
  tool: InstalledTool,
  texts: readonly string[],
  capabilities: readonly Capability[],
): Promise<Result<Permission, KamiError>> {
  const { clock, random } = app;
  const warn = (message: string): void => app.log.log('warn', message);
  const ports = { ...home, store: await app.componentStore(), clock, random, warn };
  const changed = await changePermission(ports, tool, {
    actor: app.actor,
    type: 'tool.granted',
    decide: (current) =>
      Promise.resolve(
        ok({ permission: withCapabilities(current.permission, capabilities), state: current.state }),
      ),
    data: { grants: texts, learned: true },
  });
  return changed.ok ? ok(changed.value.permission) : changed;
}
