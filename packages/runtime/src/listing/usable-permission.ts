/**
 * Threat: a hint about a tool that says less or more than it can do misleads who approves its calls. Rule: hints are made
 * from what is granted and imported at once: a grant without an import gives nothing, and an import without a grant neither.
 */
import { importedCapabilities } from '@kami/engine';
import type { CapabilityKind, Permission } from '@kami/types';

/** The part of a permission that a component with these imports can use: what it provably cannot do is left out. */
export function usablePermission(imports: readonly string[], permission: Permission): Permission {
  const usable = new Set<CapabilityKind>(
    importedCapabilities({ usedImports: imports })
      .filter(({ isAlwaysDenied }) => !isAlwaysDenied)
      .map(({ capability }) => capability),
  );
  const files = usable.has('files');
  return {
    ...permission,
    net: usable.has('network') ? permission.net : [],
    mounts: files ? permission.mounts : [],
    privateFolder: files && permission.privateFolder,
    env: usable.has('environment') ? permission.env : [],
  };
}

/** Grants that a component can make nothing of, because it imports nothing that would use them, as sentence parts. */
export function idleGrants(imports: readonly string[], permission: Permission): readonly string[] {
  const usable = usablePermission(imports, permission);
  const idle: readonly (readonly [is: boolean, text: string])[] = [
    [usable.net.length < permission.net.length, 'network (granted, not imported)'],
    [
      usable.mounts.length < permission.mounts.length || usable.privateFolder !== permission.privateFolder,
      'files (granted, not imported)',
    ],
    [usable.env.length < permission.env.length, 'environment (granted, not imported)'],
  ];
  return idle.flatMap(([is, text]) => (is ? [text] : []));
}
