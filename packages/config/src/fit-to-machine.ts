import type { SettingKey, SettingValue } from './settings.ts';

/** Fewest executor processes, however few cores there are: calls that wait for the network need none. */
const FEWEST = 4;
/** Most executor processes that a machine of 64 cores needs; one that has more may say so. */
const MOST_CORES = 64;
/** The spare executor, and one more than cores, so that a call that waits leaves none idle. */
const BESIDE_CORES = 2;

/** A setting's value on a machine with `cores` processor cores: 0 stands for a number of executors that fits it. */
export function fitToMachine(key: SettingKey, value: SettingValue, cores: number): SettingValue {
  if (value !== 0) return value;
  const counted = Math.min(cores, MOST_CORES);
  if (key === 'pool.max_processes') return Math.max(FEWEST, counted + BESIDE_CORES);
  return key === 'pool.executors_per_tool' ? Math.max(FEWEST, counted) : value;
}
