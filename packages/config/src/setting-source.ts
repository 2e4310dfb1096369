/** Where a value came from. */
export type SettingSource =
  | { readonly kind: 'default' }
  | {
      readonly kind: 'file';
      readonly path: string;
      /** One-based; absent when the line is not known. */
      readonly line?: number;
    }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'flag'; readonly name: string };

/** A source as text: `default`, `PATH:LINE`, a variable's or a flag's name. */
export function formatSettingSource(source: SettingSource): string {
  switch (source.kind) {
    case 'default':
      return 'default';
    case 'file':
      return source.line === undefined ? source.path : `${source.path}:${source.line}`;
    default:
      return source.name;
  }
}
