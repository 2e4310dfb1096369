/** Takes 8 MB more every 10 ms, outside of the JavaScript heap, up to 1 GB, and never ends. */
const kept = [];
setInterval(() => {
  if (kept.length < 125) kept.push(Buffer.alloc(8_000_000, 1));
}, 10);
