import type { CallContext } from '../tool/call-context.ts';
import type { Requests } from '../tool/requests.ts';
import type { Fetch } from '../web/fetch.ts';
import type { Config } from './config.ts';
import type { Files } from './files.ts';
import { createHostCallContext } from './host-call-context.ts';
import type { Secrets } from './secrets.ts';

/** What the build found that a component's tools use; the rest is not imported. */
export interface Doors {
  readonly fetch?: Fetch;
  readonly files?: Files;
  readonly config?: Config;
  readonly secrets?: Secrets;
}

/** The request that opens each door. */
const REQUEST_OF: { readonly [name in keyof Required<Doors>]: keyof Requests } = {
  fetch: 'net',
  files: 'files',
  config: 'config',
  secrets: 'secretsRead',
};

const NAMES = ['fetch', 'files', 'config', 'secrets'] as const;

/** The running call with the doors that were asked for. Any other says, when it is used, what to ask for. */
export function createContext(requests: Requests, doors: Doors): CallContext {
  const context = createHostCallContext();
  for (const name of NAMES) {
    const door = requests[REQUEST_OF[name]] === undefined ? undefined : doors[name];
    Object.defineProperty(
      context,
      name,
      door === undefined ? { get: () => refuse(name) } : { value: door, enumerable: true },
    );
  }
  return context;
}

function refuse(name: keyof Doors): never {
  throw new Error(
    `context.${name} is not there: add "${REQUEST_OF[name]}" to the "requests" of the definition`,
  );
}
