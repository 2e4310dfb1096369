import {
  DEFAULT_LIMITS,
  formatNetRule,
  type RequestedSecurity,
  type ResourceLimits,
  type ToolManifest,
} from '@kami/types';
import { snakeCase } from './format.ts';

const LIMITS = [
  'maxMemoryMb',
  'maxExecutionMs',
  'maxOutputKb',
  'maxStorageMb',
  'maxConcurrency',
] as const satisfies readonly (keyof ResourceLimits)[];

/** A `[security]` table of `tool.toml` with these requests and a manifest's own limits, as TOML that its parser accepts. */
export function securityTable(
  { net, fsAccess, env, secrets, isolation }: RequestedSecurity,
  { limits }: Pick<ToolManifest, 'limits'>,
): string {
  return [
    '[security]',
    ...list('net_allow_list', net.map(formatNetRule)),
    ...(fsAccess === 'none' ? [] : [`fs_access = ${JSON.stringify(fsAccess)}`]),
    ...list('env', env),
    ...list('secrets', secrets),
    ...(isolation === undefined ? [] : [`isolation = ${JSON.stringify(isolation)}`]),
    ...LIMITS.flatMap((name) =>
      isSaid(name, limits[name], fsAccess) ? [`${snakeCase(name)} = ${limits[name]}`] : [],
    ),
  ].join('\n');
}

function list(key: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : [`${key} = [${values.map((value) => JSON.stringify(value)).join(', ')}]`];
}

/** Whether a limit is another than without the line; with a private folder there is one call at a time in any case. */
function isSaid(name: keyof ResourceLimits, value: number, fsAccess: RequestedSecurity['fsAccess']): boolean {
  return value !== DEFAULT_LIMITS[name] && !(name === 'maxConcurrency' && fsAccess === 'sandbox');
}
