/** A file of WIT text. */
export interface WitFile {
  /** As messages name it. */
  readonly path: string;
  readonly text: string;
}

/** WIT files as one text, which is all that the component tools can take without a file system. */
export interface WitSource {
  readonly text: string;
  /** The place of a line (from 1) of the text in its file: `PATH:LINE`. */
  placeOf(line: number): string;
}

/**
 * `package my:name@1.0.0;` at the beginning of a file, behind comments. Each text matches in one way only: a choice of ways would
 * be tried in all combinations where no package line follows.
 */
const PACKAGE_LINE = /^((?:\s|\/\/[^\n]*\n|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*)package\s+([^\s;{][^;{]*);/u;

/**
 * Joins files line by line: those of the tool's own package, then each dependency's package as a nested one
 * (`package a:b { … }`), which WIT allows in any file. The package's name stays in the first file that has it.
 */
export function joinWit(own: readonly WitFile[], dependencies: readonly (readonly WitFile[])[]): WitSource {
  const named = own.toSorted((a, b) => Number(PACKAGE_LINE.test(b.text)) - Number(PACKAGE_LINE.test(a.text)));
  const parts = [
    ...named.map((file, index) => (index === 0 ? file : { ...file, text: withoutPackageLine(file.text) })),
    ...dependencies.flatMap((files) => nest(files)),
  ];
  const text = parts.map((part) => part.text.replace(/\n?$/u, '\n')).join('');
  return { text, placeOf: (line) => placeIn(parts, line) };
}

function withoutPackageLine(text: string): string {
  return text.replace(PACKAGE_LINE, '$1');
}

/** The files of one package as one nested package each: a package may stand in several such blocks only once, so they are one. */
function nest(files: readonly WitFile[]): readonly WitFile[] {
  const name = files.map(({ text }) => PACKAGE_LINE.exec(text)?.[2]).find((found) => found !== undefined);
  if (name === undefined) return files;
  return files.map(({ path, text }, index) => {
    const head = index === 0 ? `package ${name.trim()} {` : '';
    const tail = index === files.length - 1 ? '\n}' : '';
    return { path, text: `${head}${withoutPackageLine(text).replace(/\n?$/u, '')}${tail}` };
  });
}

function placeIn(parts: readonly WitFile[], line: number): string {
  let rest = line;
  for (const { path, text } of parts) {
    const lines = text.replace(/\n?$/u, '\n').split('\n').length - 1;
    if (rest <= lines) return `${path}:${rest}`;
    rest -= lines;
  }
  return parts.at(-1)?.path ?? '';
}
