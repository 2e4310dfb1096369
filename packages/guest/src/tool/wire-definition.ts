/** The description of a tool in the form of `kami:tool/tools`, `definition`. */
export interface WireDefinition {
  readonly name: string;
  readonly title: string | null;
  readonly description: string;
  readonly inputSchema: string;
  readonly outputSchema: string | null;
}
