/** Hears of each thing that is defined: a `Tool`, a `Resource`, a `ResourceTemplate` or a `Prompt`. */
export type DefinitionListener = (defined: object) => void;

let listener: DefinitionListener | undefined;

/** Sets who hears of definitions: the build, while it describes a tool. In a component nobody does. */
export function onDefinition(next: DefinitionListener): void {
  listener = next;
}

/** Tells that something was defined. What the listener throws ends the build with the author's place. */
export function noteDefinition(defined: object): void {
  listener?.(defined);
}
