import type { TransferProgress } from '@kami/registry';
import { formatSize } from './format.ts';

/** How far a transfer has come, for the progress line. */
export function transferText({ direction, done, total }: TransferProgress): string {
  const of = total === undefined ? '' : ` of ${formatSize(total)}`;
  return `${direction === 'download' ? 'downloading' : 'uploading'} ${formatSize(done)}${of}`;
}
