import type { Console, OutputStream } from './console.ts';

/** Shows what a long command is doing; nothing unless a person watches. */
export interface Progress extends Disposable {
  step(text: string): void;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;
const FRAME_MS = 80;

/** Makes the progress line on a stream; cleared when disposed. */
export function createProgress(console: Console, stream: OutputStream): Progress {
  if (!console.interactive) return { step: () => undefined, [Symbol.dispose]: () => undefined };
  let text = '';
  let frame = 0;
  const draw = (): void => {
    frame = (frame + 1) % FRAMES.length;
    stream.write(`\r\u001b[2K${console.mark('cyan', FRAMES[frame] ?? '')} ${text}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  return {
    step(next) {
      text = next;
      draw();
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      stream.write('\r\u001b[2K');
    },
  };
}
