/** Gives values that begin as `value` does, the most fitting first; `others` are the arguments that are filled in already. */
export type Completer = (
  value: string,
  others: Readonly<Record<string, string>>,
) => readonly string[] | Promise<readonly string[]>;
