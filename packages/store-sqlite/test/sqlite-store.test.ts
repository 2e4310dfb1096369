import type { WriterChoice } from '@kami/store-sqlite';
import { describeStore } from '../../registry/test/contract/store.contract.ts';
import { openHome, temporaryHome, THREAD } from './temporary-home.ts';

const WRITERS: readonly WriterChoice[] = [THREAD, { kind: 'inline' }];

for (const writer of WRITERS)
  describeStore(`SQLite, ${writer.kind}`, async () => {
    const folder = temporaryHome();
    const home = await openHome(folder.path, { writer, groups: { groupMs: 1, groupSize: 256 } });
    const { tools, grants, tokens, events } = home;
    return {
      tools,
      grants,
      tokens,
      events,
      close: async () => {
        await home.close();
        folder[Symbol.dispose]();
      },
    };
  });
