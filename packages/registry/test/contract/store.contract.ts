import { describe } from 'vitest';
import type { GrantRepository, TokenRepository, ToolRepository } from '@kami/registry';
import type { EventLog } from '@kami/types';
import { describeEventLog } from '../../../types/test/contract/event-log.contract.ts';
import { describeTokenRepository } from '../access/token-repository.contract.ts';
import { valueOf } from '../sample-tool.ts';
import { describeToolNames } from './tool-names.contract.ts';
import { describeToolQueries } from './tool-query.contract.ts';
import { describeToolRepository } from './tool-repository.contract.ts';
import { describeToolVersions } from './tool-versions.contract.ts';

/** The repositories of one empty home. */
export interface StoreUnderTest {
  readonly tools: ToolRepository;
  readonly grants: GrantRepository;
  readonly tokens: TokenRepository;
  /** Has the events of every change too. */
  readonly events: EventLog;
  close(): Promise<void>;
}

/**
 * What every store must do: the contracts of `ToolRepository`, `GrantRepository`, `TokenRepository` and `EventLog`. Each test
 * opens a store of its own.
 */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`store: ${name}`, () => {
    const openWithEvents = async (): Promise<
      Omit<StoreUnderTest, 'events'> & { events(): ReturnType<typeof read> }
    > => {
      const store = await open();
      return { ...store, close: () => store.close(), events: () => read(store) };
    };
    describeToolRepository(name, openWithEvents);
    describeToolVersions(name, openWithEvents);
    describeToolQueries(name, openWithEvents);
    describeToolNames(name, openWithEvents);
    describeTokenRepository(name, openWithEvents);
    describeEventLog(name, open);
  });
}

async function read({ events }: StoreUnderTest): Promise<readonly { readonly eventId: string }[]> {
  return valueOf(await events.read({ limit: 100 }));
}
