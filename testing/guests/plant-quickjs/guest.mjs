/** Plants state in every place that a JavaScript engine keeps some, and answers with where it finds earlier plantings. */
const description = 'Plants state in a JavaScript heap.';
export const describe = () =>
  JSON.stringify({ tools: [{ name: 'plant-quickjs', description, inputSchema: { type: 'object' } }] });

let binding = 0;
const kept = [];
const map = new Map();
const counter = (() => {
  let calls = 0;
  return () => calls++;
})();
const pattern = /a/g;
function* endless() {
  for (let at = 0; ; at += 1) yield at;
}
const generator = endless();
const original = {
  now: Date.now,
  stringify: JSON.stringify,
  push: Array.prototype.push,
};
const firstRandom = Math.random();

/** What is true of each place where something was planted before. */
const places = {
  binding: () => binding !== 0,
  array: () => kept.length !== 0,
  map: () => map.size !== 0,
  closure: () => counter() !== 0,
  generator: () => generator.next().value !== 0,
  'regular expression': () => pattern.lastIndex !== 0,
  'global object': () => globalThis.planted !== undefined,
  'prototype of objects': () => ({}).planted !== undefined,
  'prototype of arrays': () => Array.prototype.push !== original.push,
  'prototype of errors': () => Error.prototype.message !== '',
  date: () => Date.now !== original.now,
  json: () => JSON.stringify !== original.stringify,
  'frozen object': () => Object.isFrozen(Math),
};

export const call = () => {
  const found = Object.keys(places).filter((place) => places[place]());
  const answer = JSON.stringify({ found, random: [firstRandom, Math.random(), Math.random()] });
  binding += 1;
  kept[0] = new Uint8Array(200_000).fill(1);
  map.set('planted', kept);
  counter();
  generator.next();
  pattern.exec('aaa');
  globalThis.planted = kept;
  Object.prototype.planted = 1;
  Array.prototype.push = () => 0;
  Error.prototype.message = 'planted';
  Date.now = () => 0;
  JSON.stringify = () => '"planted"';
  Object.freeze(Math);
  return answer;
};
