import type { FeatureExport } from '@kami/types';
import { callExport, type ExportOutcome } from '../call-export.ts';
import { GuestTrap } from '../guest-stop.ts';
import type { ExportTable } from '../instance.ts';
import { failedJob, invalidArguments, type JobOutcome } from '../job-outcome.ts';
import { isLifted, type FeatureFailure, type Lifted } from '../convention/kami-tool-values.ts';

const FEATURE = /^kami:tool\/([a-z]+)(?:@0\.1\.\d+)?$/;

/** The name under which a component exports an interface of `kami:tool@0.1.x`, or nothing. */
export function exportedFeature(exports: ExportTable, feature: FeatureExport): string | undefined {
  return Object.keys(exports).find((key) => FEATURE.exec(key)?.[1] === feature);
}

/** Calls a function of an interface that the component exports. Traps where it does not export it. */
export function callFeature(
  exports: ExportTable,
  feature: FeatureExport,
  name: string,
  args: readonly unknown[],
): ExportOutcome {
  const interfaceName = exportedFeature(exports, feature);
  if (interfaceName === undefined) throw new GuestTrap(`the component does not export kami:tool/${feature}`);
  return callExport(exports, interfaceName, name, args);
}

/** The value that a function gave. Traps where it gave none. */
export function mustLift<T extends Lifted>(outcome: ExportOutcome, name: string): T {
  if (!outcome.ok || !isLifted<T>(outcome.value)) throw new GuestTrap(`${name} gave nothing`);
  return outcome.value;
}

/** The job of a function that gave its error. */
export function failedFeature(error: unknown): JobOutcome {
  if (!isLifted<FeatureFailure>(error)) throw new GuestTrap('a function failed without saying how');
  switch (error.tag) {
    case 'not-found':
      return failedJob('not-found', '');
    case 'invalid':
      return invalidArguments([{ path: '', message: error.val }]);
    case 'failed':
      return failedJob('failed', error.val);
  }
}
