/**
 * Threat: a secret that leaves KAMI in what a tool says: in an answer, a log line, a message of progress, an error, an
 * event, or in a server's echo. Rule: every spelling of every secret of the tool is replaced before anything is passed
 * on, however the text was cut into pieces; what stands in its place can be part of no secret.
 */
import { isJsonObject, type Json, type JsonObject } from '@kami/types';
import { createPatternMachine, type PatternMachine } from './pattern-machine.ts';
import { createScanner } from './scanner.ts';
import { secretForms } from './secret-forms.ts';

/** Redacts what comes in pieces; what may be the beginning of a secret is held back until more is known. */
export interface RedactedStream<T> {
  push(piece: T): T;
  /** What was held back, at the end. */
  end(): T;
}

/** Takes secrets out of what a tool says. */
export interface Redactor {
  text(text: string): string;
  /** Bytes of the same length: a mask stands where a secret stood. */
  bytes(bytes: Uint8Array): Uint8Array;
  /** Every text and name in a value; a number that spells a secret becomes a text. */
  json(value: Json): Json;
  object(value: JsonObject): JsonObject;
  textStream(): RedactedStream<string>;
  byteStream(): RedactedStream<Uint8Array>;
}

/**
 * What stands for a secret in a text, in the order in which they are tried: never longer than the shortest secret, so
 * that nothing grows. A secret has no NUL, so the last one always serves.
 */
const MARKS = ['[secret]', '<secret>', '(secret)', '********', '########', '\0'] as const;
/** The ends of a mark: no secret with one of them can be made of a mark and what stands beside it. */
const MASKS = ['*', '#', '_', '\0'] as const;

/** A redactor of these secrets, each of which has at least `MIN_SECRET_BYTES` bytes and no NUL. */
export function createRedactor(values: readonly string[]): Redactor {
  const forms = [...new Set(values.flatMap(secretForms))];
  const mark = MARKS.find((one) => isApart(forms, one)) ?? '\0';
  const mask = (MASKS.find((one) => isApart(forms, one)) ?? '\0').charCodeAt(0);
  let overText: PatternMachine | undefined;
  let overBytes: PatternMachine | undefined;
  const textMachine = (): PatternMachine => (overText ??= createPatternMachine(forms.map(codeUnits)));
  const byteMachine = (): PatternMachine =>
    (overBytes ??= createPatternMachine(forms.map((form) => new TextEncoder().encode(form))));

  const textStream = (): RedactedStream<string> => {
    const scanner = createScanner(textMachine());
    let held = '';
    let heldFrom = 0;
    const release = (all: boolean): string => {
      let out = '';
      const from = heldFrom;
      for (const { start, end, covered, opens } of scanner.take(all)) {
        if (!covered) out += held.slice(start - from, end - from);
        else if (opens) out += mark;
        heldFrom = end;
      }
      held = held.slice(heldFrom - from);
      return out;
    };
    return {
      push(piece) {
        held += piece;
        scanner.read(piece.length, (index) => piece.charCodeAt(index));
        return release(false);
      },
      end: () => release(true),
    };
  };

  const byteStream = (): RedactedStream<Uint8Array> => {
    const scanner = createScanner(byteMachine());
    let held: Uint8Array = new Uint8Array(0);
    let heldFrom = 0;
    const release = (all: boolean): Uint8Array => {
      const from = heldFrom;
      for (const { start, end, covered } of scanner.take(all)) {
        if (covered) held.fill(mask, start - from, end - from);
        heldFrom = end;
      }
      const out = held.subarray(0, heldFrom - from);
      held = held.slice(heldFrom - from);
      return out;
    };
    return {
      push(piece) {
        const joined = new Uint8Array(held.length + piece.length);
        joined.set(held);
        joined.set(piece, held.length);
        held = joined;
        scanner.read(piece.length, (index) => piece[index] ?? 0);
        return release(false);
      },
      end: () => release(true),
    };
  };

  const text = (whole: string): string => {
    const stream = textStream();
    return stream.push(whole) + stream.end();
  };
  const json = (value: Json): Json => {
    if (typeof value === 'string') return text(value);
    if (typeof value === 'number') return text(String(value)) === String(value) ? value : mark;
    if (typeof value !== 'object' || value === null) return value;
    return isJsonObject(value) ? object(value) : value.map((item) => json(item));
  };
  const object = (value: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(value).map(([key, item]) => [text(key), item === undefined ? undefined : json(item)]),
    );
  return {
    text,
    json,
    object,
    textStream,
    byteStream,
    bytes(whole) {
      const stream = byteStream();
      const head = stream.push(whole);
      const tail = stream.end();
      const out = new Uint8Array(whole.length);
      out.set(head);
      out.set(tail, head.length);
      return out;
    },
  };
}

/** Whether a secret can neither begin, end nor lie in a mark: it has neither of the mark's ends. */
function isApart(forms: readonly string[], mark: string): boolean {
  return forms.every(
    (form) => !form.includes(mark.charAt(0)) && !form.includes(mark.charAt(mark.length - 1)),
  );
}

function codeUnits(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}
