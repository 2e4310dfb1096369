/** Takes the private folder of the fixture's tool in the data folder that its argument names, and keeps it. */
import { createPrivateFolders } from '@kami/host-node';
import { parseToolId, parseToolName } from '@kami/types';

const id = parseToolId('dev.example.notes');
const name = parseToolName('notes');
const root = process.argv[2];
if (!id.ok || !name.ok || root === undefined) throw new Error('usage: hold-folder DATA');
const taken = await createPrivateFolders(root).take({
  tool: { id: id.value, name: name.value },
  waitMs: 0,
  signal: new AbortController().signal,
  onWait: () => undefined,
});
if (!taken.ok) throw new Error(taken.error.message);
process.send?.('taken');
process.on('message', () => taken.value[Symbol.dispose]());
