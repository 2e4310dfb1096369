import type { Chance } from './chance.ts';

/** Changes the JSON text of a header of the right form to one that no parser may take. */
export function breakHeader(chance: Chance, text: string): string {
  const inside = text.slice(1, -1);
  const first = /^"[^"]*"/.exec(inside)?.[0] ?? '"op"';
  return chance.pick<() => string>([
    () => `{${inside},"__proto__":{"isGrantable":true}}`,
    () => `{"__proto__":null,${inside}}`,
    () => `{${inside},"constructor":{"prototype":{}}}`,
    () => `{${inside},${inside}}`,
    () => `{${inside},${first}:"fs.stat"}`,
    () => `{${inside},"op":"fs.read"}`,
    () => `{${inside},"deep":${'['.repeat(40)}${']'.repeat(40)}}`,
    () => `${'{"a":'.repeat(4000)}1${'}'.repeat(4000)}`,
    () => `{${inside},"number":1e400}`,
    () => `{${inside},"number":${'9'.repeat(400)}}`,
    () => `{${inside},"text":"\\ud800"}`,
    () => `{${inside},"":0}`,
    () => `{${inside}`,
    () => `${text}${text}`,
    () => `\ufeff${text}`,
    () => `[${text}]`,
    () => `${text}\n//`,
    () => text.replaceAll('"', "'"),
    () => `{"op":"\\ud800"}`,
    () => `{"op":"__proto__"}`,
    () => `{"op":"toString"}`,
    () => `{"op":["fs.stat"]}`,
    () => `{"op":"fs.stat","handle":-1}`,
    () => `{"op":"fs.stat","handle":-0}`,
    () => `{"op":"fs.stat","handle":1.5}`,
    () => `{"op":"fs.stat","handle":"1"}`,
    () => `{"op":"fs.stat","handle":4294967296}`,
    () => `{"op":"fs.read","handle":1,"offset":9007199254740993,"length":1}`,
    () => `{"op":"fs.read","handle":1,"offset":0,"length":1048577}`,
    () => `{"op":"fs.open","handle":1,"path":"${'x'.repeat(4097)}","flags":{}}`,
    () => `{"op":"http.start","method":"GET /\\r\\nX","url":"http://x/","headers":[],"body":"none"}`,
    () => `{"op":"http.start","method":"GET","url":"http://x/","headers":[["a","b\\r\\nc"]],"body":"none"}`,
    () => `{"op":"http.start","method":"GET","url":"http://x/ y","headers":[],"body":"none"}`,
    () => `{"op":"wait","handles":[${'1,'.repeat(1024)}1]}`,
    () => `{"op":"wait","handles":[],"untilNanos":"18446744073709551616"}`,
    () => '',
    () => 'null',
    () => '"fs.stat"',
    () => ' ',
  ])();
}
