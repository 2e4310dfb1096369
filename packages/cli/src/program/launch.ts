import { InvalidArgumentError } from 'commander';
import type { App } from '../app.ts';
import type { CommandResult } from '../commands/command.ts';

/** What a command needs to be different when it is launched. */
export interface LaunchNeeds {
  /** A home that is not made yet stays unmade. */
  readonly leavesHome?: boolean;
  /** The home in the place of the user's. */
  readonly home?: string;
}

/** Runs a command once its program part is loaded. */
export type Launch = (command: (app: App) => CommandResult, needs?: LaunchNeeds) => Promise<void>;

/** Collects an option that may be repeated. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Reads an option that is a whole number from 1. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.');
  return value;
}
