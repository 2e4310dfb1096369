/**
 * Threat: between the look at a version and its approval, its bytes in the store are swapped. Rule: a version becomes active
 * only when its stored component has the digest that was looked at.
 */
import type { InstalledTool } from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';

/** Whether the stored component of a version is the one that was examined. Errors: `KAMI_STORE_CORRUPT`, `KAMI_STORE_FAILED`. */
export async function requireStored(
  app: App,
  { name, version, digest, source }: InstalledTool,
): Promise<Result<void, KamiError>> {
  const component = await (await app.componentStore()).readComponent(digest);
  if (component.ok) return ok(undefined);
  if (component.error.code !== 'KAMI_STORE_CORRUPT') return component;
  const message = `The stored component of ${name} ${version} is missing, or another one than was looked at; nothing was changed.`;
  return err(
    kamiError('KAMI_STORE_CORRUPT', message, {
      cause: component.error,
      hint: `Look at it again and install it anew: kami install ${source}`,
    }),
  );
}
