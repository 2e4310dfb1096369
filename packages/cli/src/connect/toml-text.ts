import { parse } from 'smol-toml';
import { isJsonObject, type Json } from '@kami/types';
import type { TextFormat } from './config-text.ts';

/**
 * TOML, changed by whole tables: an entry is the table `[path.to.name]` with those below it. Where an entry is written
 * in another way (inline, or by dotted keys), the edit gives a text that means something else, which is for the caller
 * to see.
 */
export const tomlText: TextFormat = {
  parse: (text) => parse(text, { integersAsBigInt: true }),
  edit(text, path, entry) {
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const lines = text.split(/\r?\n/u);
    const block = entry === undefined ? [] : [`[${path.join('.')}]`, ...tableLines(entry)];
    const tables = findTables(lines, path);
    const [first] = tables;
    if (first === undefined) return append(lines, block).join(eol);
    const kept = lines.map((line, index) => {
      if (index === first.start && block.length > 0) return block.join(eol);
      return tables.some(({ start, end }) => index >= start && index < end) ? undefined : line;
    });
    return kept.filter((line) => line !== undefined).join(eol);
  },
};

interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** The lines of a table and of each below it: up to the next header, without the comments that lead up to that. */
function findTables(lines: readonly string[], path: readonly string[]): readonly LineRange[] {
  const found: LineRange[] = [];
  for (const [start, line] of lines.entries()) {
    const keys = headerKeys(line);
    if (keys === undefined || path.some((key, index) => keys[index] !== key)) continue;
    const next = lines.findIndex((other, index) => index > start && headerKeys(other) !== undefined);
    let end = next === -1 ? lines.length : next;
    while (end > start + 1 && /^\s*(?:#|$)/u.test(lines[end - 1] ?? '')) end -= 1;
    found.push({ start, end });
  }
  return found;
}

/** The keys of a header; nothing for another line. */
function headerKeys(line: string): readonly string[] | undefined {
  const [, inner] = /^\s*\[+\s*([^[\]]+?)\s*\]+\s*(?:#.*)?$/u.exec(line) ?? [];
  return inner?.split(/\s*\.\s*/u).map((key) => key.replaceAll(/^["']|["']$/gu, ''));
}

function append(lines: readonly string[], block: readonly string[]): readonly string[] {
  const filled = [...lines];
  while (filled.at(-1)?.trim() === '') filled.pop();
  return [...filled, ...(filled.length === 0 ? [] : ['']), ...block, ''];
}

function tableLines(entry: Json): readonly string[] {
  if (!isJsonObject(entry)) throw new Error('an entry is a table');
  return Object.entries(entry).map(([key, value]) => `${key} = ${tomlValue(value)}`);
}

/** Texts, numbers, booleans and lists of them: JSON's forms are TOML's too. */
function tomlValue(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => tomlValue(item)).join(', ')}]`;
  if (value === null || typeof value === 'object') throw new Error('an entry has plain values');
  return JSON.stringify(value);
}
