/**
 * The `package-docs` custom section of a component: a byte with the version 1, then JSON as wit-parser writes it.
 * The documentation is the `///` comments of the WIT text, which componentizing leaves out.
 */
export function packageDocsSection(wit) {
  const name = Buffer.from('package-docs');
  const data = Buffer.from(`\u0001${JSON.stringify({ interfaces: interfaceDocs(wit) })}`);
  const body = Buffer.concat([leb128(name.length), name, data]);
  return Buffer.concat([Buffer.of(0), leb128(body.length), body]);
}

/** Documentation of interfaces and of their functions. */
function interfaceDocs(wit) {
  const interfaces = {};
  let current;
  let comment = [];
  for (const line of wit.split('\n').map((text) => text.trim())) {
    const text = /^\/\/\/ ?(?<text>.*)$/u.exec(line)?.groups.text;
    if (text !== undefined) {
      comment.push(text);
      continue;
    }
    const docs = comment.length > 0 ? { docs: comment.join('\n') } : {};
    const opened = /^interface (?<name>[\w-]+)/u.exec(line)?.groups.name;
    if (opened !== undefined) current = interfaces[opened] = { ...docs, funcs: {} };
    const named = /^(?<name>[\w-]+): func\b/u.exec(line)?.groups.name;
    if (named !== undefined && current !== undefined) current.funcs[named] = docs;
    comment = [];
  }
  return interfaces;
}

function leb128(value) {
  const bytes = [];
  for (let left = value; bytes.length === 0 || left > 0; left >>>= 7) {
    bytes.push((left & 127) | (left > 127 ? 128 : 0));
  }
  return Buffer.from(bytes);
}
