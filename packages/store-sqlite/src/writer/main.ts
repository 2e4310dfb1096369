import { parentPort, workerData } from 'node:worker_threads';
import { forbidCodeFromText } from '@kami/types';
import { createStoreWriter } from '../write/store-writer.ts';
import { isWriteRequest, isWriterOptions } from '../write/write-request.ts';
import type { WriterMessage, WriterReply } from './writer-message.ts';

forbidCodeFromText();
const port = parentPort;
if (port === null) throw new Error('the store writer runs as a worker thread only');
const options: unknown = workerData;
if (!isWriterOptions(options)) throw new Error('the store writer was started without its options');
const writer = createStoreWriter(options);

port.on('message', ({ id, request: text }: WriterMessage) => {
  const request: unknown = JSON.parse(text);
  if (!isWriteRequest(request)) throw new Error('the store writer was asked for something it does not know');
  const reply: WriterReply = { id, outcome: writer.execute(request) };
  port.postMessage(reply);
  if (request.kind === 'close') port.close();
});
