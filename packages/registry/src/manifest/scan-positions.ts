/**
 * Finds where each key and value of a TOML text stands. The parser of this project keeps no positions, and the
 * position-keeping parser that is maintained (toml-eslint-parser 1.0.3) exhausts the stack on a string of 1 MB, which
 * a hostile manifest can hold. This scanner takes only text that was parsed before, so it need not judge: it runs once,
 * on the way to an error, in linear time.
 */
import { childNode, createPositionNode, openElement, type PositionNode } from './position-tree.ts';
import { parseToml } from './toml-document.ts';

interface Cursor {
  readonly text: string;
  at: number;
}

/** The positions of every key and value of a valid TOML text. */
export function scanPositions(text: string): PositionNode {
  const cursor: Cursor = { text, at: 0 };
  const root = createPositionNode(0);
  let table = root;
  for (skipBlank(cursor); cursor.at < text.length; skipBlank(cursor)) {
    if (text[cursor.at] === '[') table = scanHeader(cursor, root);
    else scanKeyValue(cursor, table);
  }
  return root;
}

function scanHeader(cursor: Cursor, root: PositionNode): PositionNode {
  const start = cursor.at;
  const isArray = cursor.text.startsWith('[[', start);
  cursor.at += isArray ? 2 : 1;
  let node = root;
  for (const key of scanKey(cursor)) node = childNode(openElement(node), key, start);
  cursor.at += isArray ? 2 : 1;
  if (!isArray) return openElement(node);
  node.tables = true;
  return childNode(node, node.children.size, start);
}

function scanKeyValue(cursor: Cursor, table: PositionNode): void {
  const start = cursor.at;
  let node = table;
  for (const key of scanKey(cursor)) node = childNode(node, key, start);
  cursor.at += 1;
  skipBlank(cursor);
  scanValue(cursor, node);
}

/** Reads a dotted key and the blanks after it. */
function scanKey(cursor: Cursor): readonly string[] {
  const keys: string[] = [];
  for (;;) {
    skipBlank(cursor);
    keys.push(scanKeyPart(cursor));
    skipBlank(cursor);
    if (cursor.text[cursor.at] !== '.') return keys;
    cursor.at += 1;
  }
}

function scanKeyPart(cursor: Cursor): string {
  const start = cursor.at;
  const quote = cursor.text[start];
  if (quote !== '"' && quote !== "'") {
    while (cursor.at < cursor.text.length && !/[\s.=\]]/u.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
    return cursor.text.slice(start, cursor.at);
  }
  skipString(cursor);
  const raw = cursor.text.slice(start, cursor.at);
  if (quote === "'" || !raw.includes('\\')) return raw.slice(1, -1);
  const read = parseToml(`${raw} = 0`);
  return read.ok ? (Object.keys(read.value)[0] ?? raw) : raw;
}

function scanValue(cursor: Cursor, node: PositionNode): void {
  node.valueAt = cursor.at;
  const first = cursor.text[cursor.at];
  if (first === '"' || first === "'") skipString(cursor);
  else if (first === '[')
    scanItems(cursor, ']', (index) => scanValue(cursor, childNode(node, index, cursor.at)));
  else if (first === '{') scanItems(cursor, '}', () => scanKeyValue(cursor, node));
  else
    while (cursor.at < cursor.text.length && !/[,\]}#\n]/u.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
}

function scanItems(cursor: Cursor, close: string, item: (index: number) => void): void {
  cursor.at += 1;
  for (let index = 0; ; index += 1) {
    skipBlank(cursor);
    if (cursor.at >= cursor.text.length) return;
    if (cursor.text[cursor.at] === close) break;
    item(index);
    skipBlank(cursor);
    if (cursor.text[cursor.at] === ',') cursor.at += 1;
  }
  cursor.at += 1;
}

/** Skips a string of any of the four kinds; a multi-line one may end in up to two quotes of its own. */
function skipString(cursor: Cursor): void {
  const { text } = cursor;
  const quote = text[cursor.at] ?? '';
  const multiline = text.startsWith(quote.repeat(3), cursor.at);
  const close = multiline ? quote.repeat(3) : quote;
  cursor.at += close.length;
  while (cursor.at < text.length && !text.startsWith(close, cursor.at)) {
    cursor.at += quote === '"' && text[cursor.at] === '\\' ? 2 : 1;
  }
  cursor.at += close.length;
  if (multiline) while (text[cursor.at] === quote) cursor.at += 1;
}

function skipBlank(cursor: Cursor): void {
  const { text } = cursor;
  for (; cursor.at < text.length; cursor.at += 1) {
    const char = text[cursor.at];
    if (char === '#') while (cursor.at + 1 < text.length && text[cursor.at + 1] !== '\n') cursor.at += 1;
    else if (char !== ' ' && char !== '\t' && char !== '\n' && char !== '\r' && char !== '\uFEFF') return;
  }
}
