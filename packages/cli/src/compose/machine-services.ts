import type { App } from '../app.ts';
import type { ServiceParts } from './service-parts.ts';

/** What an app has of this machine: folders, secrets, sources, digests and walls. */
export type MachineServices = Pick<
  App,
  | 'buildTools'
  | 'privateFolders'
  | 'secretVault'
  | 'fileMechanism'
  | 'openSource'
  | 'readFile'
  | 'sha256'
  | 'executorWalls'
  | 'walls'
  | 'trustPolicy'
  | 'signing'
  | 'publish'
>;

/** Makes them; each adapter is loaded when it is first asked for. */
export function machineServices(parts: ServiceParts): MachineServices {
  const { config, paths, files } = parts;
  return {
    async buildTools() {
      const { composeBuildTools } = await import('./build-tools.ts');
      return composeBuildTools(parts);
    },
    async privateFolders() {
      const { createPrivateFolders } = await import('@kami/host-node');
      return createPrivateFolders(paths.data);
    },
    async secretVault() {
      const { createSecretVault } = await import('@kami/host-node');
      return createSecretVault({ folder: paths.secrets, store: config.secrets.store });
    },
    async fileMechanism() {
      const { canUse, jailMechanism } = await import('@kami/host-node');
      const mechanism = jailMechanism(config.files.jail);
      return { mechanism, usable: canUse(mechanism) };
    },
    async openSource(source, onProgress = () => undefined) {
      const { openAnySource } = await import('./open-any-source.ts');
      return openAnySource(parts, source, onProgress);
    },
    async publish(...given) {
      const { publishTool } = await import('./publish-tool.ts');
      return publishTool(parts, ...given);
    },
    async readFile(path, maxBytes) {
      const { readBoundedFile } = await import('@kami/host-node');
      return readBoundedFile(path, path, maxBytes);
    },
    async trustPolicy() {
      const { composeTrustPolicy } = await import('./trust-policy.ts');
      return composeTrustPolicy(parts.trust, config.signatures.policy, paths.root);
    },
    async signing() {
      const { composeSigning } = await import('./signing.ts');
      return composeSigning(parts);
    },
    sha256: async () => (await import('@kami/host-node/component-store')).sha256,
    async executorWalls() {
      const { executorCommand } = await import('@kami/host-node/process');
      return executorCommand({ entry: files.executor, walls: config.sandbox.walls }).walls;
    },
    async walls() {
      const { composeWallReports } = await import('./wall-reports.ts');
      return composeWallReports(parts);
    },
  };
}
