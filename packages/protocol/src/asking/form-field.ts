/** A value that can be chosen, and how it is shown. */
export interface Choice {
  readonly value: string;
  readonly title: string;
}

/** Forms of text that a field may ask for (MCP 2025-11-25, Elicitation, `StringSchema`). */
export const TEXT_FORMATS = ['email', 'uri', 'date', 'date-time'] as const;

/** What a field takes. */
export type FieldKind =
  | {
      readonly kind: 'text';
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly format?: (typeof TEXT_FORMATS)[number];
    }
  | { readonly kind: 'number'; readonly whole: boolean; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'choices';
      readonly choices: readonly Choice[];
      readonly minItems?: number;
      readonly maxItems?: number;
    };

/** One field of a form. */
export interface FormField {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly required: boolean;
  /** What is filled in already. */
  readonly preset?: string | number | boolean | readonly string[];
  readonly takes: FieldKind;
}
