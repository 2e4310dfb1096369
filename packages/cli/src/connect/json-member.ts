import { applyEdits, createScanner, findNodeAtLocation, parseTree, type Edit, type Node } from 'jsonc-parser';
import type { Json } from '@kami/types';

/** The text with a value at a path of keys; tables on the way are made. Nothing else of the text changes. */
export function putMember(text: string, path: readonly string[], value: Json): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root === undefined) return text;
  const there = findNodeAtLocation(root, [...path]);
  if (there !== undefined) {
    const content = print(text, value, indentAt(text, there.parent?.offset ?? there.offset));
    return applyEdits(text, [{ offset: there.offset, length: there.length, content }]);
  }
  let depth = path.length - 1;
  while (findNodeAtLocation(root, path.slice(0, depth)) === undefined) depth -= 1;
  const table = findNodeAtLocation(root, path.slice(0, depth)) ?? root;
  const nested = path.slice(depth + 1).reduceRight((inner: Json, key) => ({ [key]: inner }), value);
  return applyEdits(text, insertion(text, table, path[depth] ?? '', nested));
}

/** The text without the member at a path of keys, and without its line where that holds nothing else. */
export function takeMember(text: string, path: readonly string[]): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const member = root === undefined ? undefined : findNodeAtLocation(root, [...path])?.parent;
  const table = member?.parent;
  if (member === undefined || table?.children === undefined) return text;
  const index = table.children.indexOf(member);
  const end = member.offset + member.length;
  const comma = commaAfter(text, end);
  const [from, to] = wholeLines(text, member.offset, comma === undefined ? end : comma + 1);
  const before = table.children[index - 1];
  const isLast = index === table.children.length - 1;
  const orphan =
    isLast && comma === undefined && before !== undefined && commaAfter(text, before.offset + before.length);
  return applyEdits(text, [
    ...(typeof orphan === 'number' ? [{ offset: orphan, length: 1, content: '' }] : []),
    { offset: from, length: to - from, content: '' },
  ]);
}

/** Edits that add a member behind the last of a table, on a line of its own behind that one's comment. */
function insertion(text: string, table: Node, key: string, value: Json): Edit[] {
  const eol = eolOf(text);
  const outer = indentAt(text, table.offset);
  const members = table.children ?? [];
  const last = members.at(-1);
  const first = members[0];
  const inner =
    first === undefined || isOneLine(text, table) ? outer + unitOf(text) : indentAt(text, first.offset);
  const member = `${eol}${inner}${JSON.stringify(key)}: ${print(text, value, inner)}`;
  const close = table.offset + table.length - 1;
  if (last === undefined) {
    const content = isOneLine(text, table) ? `${member}${eol}${outer}` : member;
    return [{ offset: isOneLine(text, table) ? close : table.offset + 1, length: 0, content }];
  }
  const end = last.offset + last.length;
  const comma = commaAfter(text, end);
  if (isOneLine(text, table)) {
    const content = `${comma === undefined ? ',' : ''}${member}${eol}${outer}`;
    return [{ offset: close, length: 0, content }];
  }
  const lineEnd = text.slice((comma ?? end) + (comma === undefined ? 0 : 1), close).search(/\r?\n/u);
  const at = lineEnd === -1 ? close : (comma ?? end) + (comma === undefined ? 0 : 1) + lineEnd;
  if (comma !== undefined) return [{ offset: at, length: 0, content: `${member},` }];
  return [
    { offset: end, length: 0, content: ',' },
    { offset: at, length: 0, content: member },
  ];
}

/** Where the comma behind a value stands, comments between them passed over. */
function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const at = scanner.getTokenOffset();
  return text[at] === ',' ? at : undefined;
}

/** A range widened to its lines where they hold nothing else. */
function wholeLines(text: string, from: number, to: number): readonly [number, number] {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const [blank = ''] = /^[ \t]*\r?(?:\n|$)/u.exec(text.slice(to)) ?? [];
  return blank !== '' && text.slice(start, from).trim() === '' ? [start, to + blank.length] : [from, to];
}

function print(text: string, value: Json, indent: string): string {
  return JSON.stringify(value, undefined, unitOf(text)).replaceAll('\n', `${eolOf(text)}${indent}`);
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** One step of indentation: that of the first line that has one. */
function unitOf(text: string): string {
  return /\n([ \t]+)"/u.exec(text)?.[1] ?? '  ';
}

/** The indentation of the line in which something begins. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/u.exec(text.slice(start))?.[0] ?? '';
}

function isOneLine(text: string, { offset, length }: Node): boolean {
  return !text.slice(offset, offset + length).includes('\n');
}
