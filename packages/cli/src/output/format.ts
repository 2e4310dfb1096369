import { raisedLimits } from '@kami/registry';
import { formatNetRule, formatSecretGrant, type Permission, type ToolManifest } from '@kami/types';

/** A size in bytes for people: binary units, three digits. */
export function formatSize(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit] ?? ''}`;
}

/** A permission as lines, one a grant, in the form that `kami grant` takes; empty for none. */
export function formatPermission(permission: Permission): readonly string[] {
  return [
    ...permission.net.map((rule) => `net=${formatNetRule(rule)}`),
    ...permission.mounts.map((mount) => `fs=${mount.name}=${mount.hostPath}:${mount.mode}`),
    ...(permission.privateFolder ? ['private-folder'] : []),
    ...permission.env.map((key) => `env=${key}`),
    ...(permission.secrets ?? []).map(formatSecretGrant),
  ];
}

/** What a manifest asks for, as lines; empty for nothing. */
export function formatRequests({ security, limits }: ToolManifest): readonly string[] {
  const files = {
    none: [],
    'read-only': ['files: read folders that you lend it (--grant fs=[NAME=]DIR)'],
    sandbox: [`files: a private folder of at most ${limits.maxStorageMb} MiB, and folders that you lend it`],
  }[security.fsAccess];
  return [
    ...security.net.map((rule) => `network: ${formatNetRule(rule)}`),
    ...files,
    ...security.env.map((key) => `environment: ${key}`),
    ...security.secrets.map((name) => `secret: ${name}, put into requests by the host`),
    ...(security.secretsRead ?? []).map((name) => `secret: ${name}, read by the tool itself`),
    ...raisedLimits(limits).map(([name, value]) => `limit: ${snakeCase(name)} ${value}`),
  ];
}

/** A name as TOML has it: `maxMemoryMb` as `max_memory_mb`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
