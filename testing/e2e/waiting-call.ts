/**
 * Arguments of the guest `wasi-steps` that write a line to its standard error, which its client gets as
 * `notifications/message`, and then wait: the call blocks in a host call for that long.
 */
export function waitingArguments(milliseconds: number): object {
  const nanoseconds = { $big: String(milliseconds * 1_000_000) };
  return {
    steps: [
      { call: 'wasi:cli/stderr get-stderr', as: 'stderr' },
      {
        call: 'wasi:io/streams [method]output-stream.blocking-write-and-flush',
        args: ['$stderr', { $text: 'waiting\n' }],
      },
      { call: 'wasi:clocks/monotonic-clock subscribe-duration', args: [nanoseconds], as: 'timer' },
      { call: 'wasi:io/poll [method]pollable.block', args: ['$timer'] },
    ],
  };
}
