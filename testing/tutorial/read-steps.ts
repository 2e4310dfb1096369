/** Something that a reader of a tutorial does, in order. */
export type Step =
  /** Writes a file, named from the folder the reader is in. */
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  /** Types commands and sees at least these lines, in this order. */
  | {
      readonly kind: 'run';
      readonly commands: string;
      readonly background: boolean;
      readonly expected: readonly string[];
    };

const BLOCK = /^```(?<language>\w+)(?: (?<name>\S+))?\n(?<text>.*?)^```$/gmsu;

/**
 * The steps of a tutorial in Markdown. A block of `sh` is typed (`sh background`: in a second terminal), a block of `text`
 * after it is what is seen, and a block of another language with a path behind it is a file.
 */
export function readSteps(markdown: string): readonly Step[] {
  const steps: Step[] = [];
  for (const { groups } of markdown.matchAll(BLOCK)) {
    const { language, name, text = '' } = groups ?? {};
    if (language === 'sh')
      steps.push({ kind: 'run', commands: text, background: name === 'background', expected: [] });
    else if (language === 'text') expectLines(steps, text);
    else if (name !== undefined) steps.push({ kind: 'write', path: name, text });
  }
  return steps;
}

function expectLines(steps: Step[], text: string): void {
  const last = steps.pop();
  if (last?.kind !== 'run') throw new Error(`This stands after no command:\n${text}`);
  steps.push({ ...last, expected: text.split('\n').filter((line) => line.trim() !== '') });
}
