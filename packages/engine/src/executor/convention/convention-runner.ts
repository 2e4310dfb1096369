import type { JobHeader } from '@kami/protocol';
import type { Instance } from '../instance.ts';
import type { JobOutcome } from '../job-outcome.ts';
import type { LoadedComponent } from '../loaded-component.ts';

/** How components of one convention are talked to. Traps are thrown. */
export interface ConventionRunner {
  /** The definitions. */
  describe(instance: Instance, job: JobHeader): JobOutcome;
  /** One call. `args` is the JSON text of an object. */
  call(component: LoadedComponent, instance: Instance, job: JobHeader, args: string): JobOutcome;
  /** Runs what is pure, so that the first call finds its code ready. */
  warm(instance: Instance): void;
}
