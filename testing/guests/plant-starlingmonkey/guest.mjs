/** Plants state in the places that a JavaScript engine with the web's interfaces has, and answers with what it finds of earlier plantings. */
const description = 'Plants state beside a JavaScript heap.';
export const describe = () =>
  JSON.stringify({ tools: [{ name: 'plant-starlingmonkey', description, inputSchema: { type: 'object' } }] });

let settled = 0;
let timers = 0;
let events = 0;
const target = new EventTarget();
const stringify = JSON.stringify;

const places = {
  microtask: () => settled !== 0,
  timer: () => timers !== 0,
  listener: () => target.dispatchEvent(new Event('planted')) && events !== 0,
  'global object': () => globalThis.planted !== undefined,
  'prototype of encoders': () => TextEncoder.prototype.planted !== undefined,
  json: () => JSON.stringify !== stringify,
};

export const call = () => {
  const found = Object.keys(places).filter((place) => places[place]());
  const answer = JSON.stringify({ found });
  queueMicrotask(() => (settled += 1));
  setTimeout(() => (timers += 1), 0);
  target.addEventListener('planted', () => (events += 1));
  globalThis.planted = new Uint8Array(200_000).fill(1);
  TextEncoder.prototype.planted = 1;
  JSON.stringify = () => '"planted"';
  return answer;
};
