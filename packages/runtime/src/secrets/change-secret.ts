/**
 * Threat: a secret that changes without a trace, or a value that gets into the log. Rule: the event is on the disk before
 * anything changes, names the secret and where it is kept, and never holds its value or length; a change that failed
 * after that has an event of its own.
 */
import type { SecretPlace, SecretVault } from '@kami/sandbox';
import {
  ok,
  type Clock,
  type DecisionLog,
  type EventType,
  type JsonObject,
  type KamiError,
  type Random,
  type Result,
} from '@kami/types';
import { createChangeRecorder } from '../call/event-recorder.ts';

/** What changing a secret needs. */
export interface SecretPorts {
  readonly vault: SecretVault;
  readonly decisions: DecisionLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly actor: string;
}

/** Sets a secret and says where it is kept. Errors: those of the vault and of the log; the former value stays then. */
export async function setSecret(
  ports: SecretPorts,
  name: string,
  value: string,
): Promise<Result<SecretPlace, KamiError>> {
  const place = await ports.vault.place();
  if (!place.ok) return place;
  return logged(ports, 'secret.set', name, { kept: place.value }, async (time) =>
    ports.vault.set(name, value, time),
  );
}

/** Removes a secret; false when there is none. A damaged one is removed too. Errors as those of {@link setSecret}. */
export async function removeSecret(ports: SecretPorts, name: string): Promise<Result<boolean, KamiError>> {
  const found = await ports.vault.find(name);
  if (!found.ok && found.error.code !== 'KAMI_STORE_CORRUPT') return found;
  if (found.ok && found.value === undefined) return ok(false);
  return logged(ports, 'secret.removed', name, {}, async () => ports.vault.remove(name));
}

async function logged<T>(
  ports: SecretPorts,
  type: EventType,
  name: string,
  detail: JsonObject,
  change: (time: string) => Promise<Result<T, KamiError>>,
): Promise<Result<T, KamiError>> {
  const { decisions, actor } = ports;
  const data = { name, ...detail };
  const recorder = createChangeRecorder(ports, {
    actor,
    intent: `${type} ${name}`,
  });
  const event = recorder.make(type, 'control_plane', data);
  const committed = await decisions.commit([event]);
  if (!committed.ok) return committed;
  const changed = await change(event.time);
  if (changed.ok) return changed;
  const failed = recorder.make('secret.failed', 'control_plane', { ...data, code: changed.error.code });
  const told = await decisions.commit([failed]);
  return told.ok ? changed : told;
}
