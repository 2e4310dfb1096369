/** The interfaces of `kami:tool` that a component may export beside its functions. */
export const FEATURE_EXPORTS = ['resources', 'prompts', 'completion'] as const;

/** One of {@link FEATURE_EXPORTS}. */
export type FeatureExport = (typeof FEATURE_EXPORTS)[number];

/** What a resource is called; it is read by its URI (MCP, `Resource`). */
export interface ResourceDefinition {
  /** RFC 3986, absolute. */
  readonly uri: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
  /** Bytes. */
  readonly size?: number;
}

/** What a resource holds; binary data is base64 (RFC 4648, section 4). */
export type ResourceBody = { readonly text: string } | { readonly blob: string };

/** The contents of one resource (MCP, `ResourceContents`). */
export type ResourceContents = { readonly uri: string; readonly mimeType?: string } & ResourceBody;

/** A resource as it stands with an installation; with `body` it comes from the manifest and no component is asked for it. */
export interface InstalledResource extends ResourceDefinition {
  readonly body?: ResourceBody;
}

/** Many resources by one form of URI (MCP, `ResourceTemplate`). */
export interface ResourceTemplate {
  /** RFC 6570, level 1. */
  readonly uriTemplate: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
}

/** One argument of a prompt; its value is text. */
export interface PromptArgument {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly required: boolean;
}

/** A prompt as a client lists it. */
export interface PromptDefinition {
  /** Name inside the tool. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly arguments: readonly PromptArgument[];
}

/** Who says a message of a prompt. */
export type PromptRole = 'user' | 'assistant';

/** A message of a prompt in a manifest; `{{name}}` stands for the value of an argument. */
export interface PromptMessageTemplate {
  readonly role: PromptRole;
  readonly text: string;
}

/** A prompt as it stands with an installation; with `messages` it comes from the manifest and no component is asked for it. */
export interface InstalledPrompt extends PromptDefinition {
  readonly messages?: readonly PromptMessageTemplate[];
}

/** A picture for a tool (MCP, `Icon`). */
export interface ToolIcon {
  /** A `data:` URI: a client that shows it asks nobody for it. */
  readonly src: string;
  readonly mimeType: string;
}

/** What a tool has for clients beside its functions, as it was found at install. */
export interface ToolFeatures {
  /** What the component can be asked for. */
  readonly exports: readonly FeatureExport[];
  /** What it listed without any grant, and those of the manifest. */
  readonly resources: readonly InstalledResource[];
  readonly templates: readonly ResourceTemplate[];
  readonly prompts: readonly InstalledPrompt[];
  readonly icon?: ToolIcon;
}

/** The features of a tool that has functions alone. */
export const NO_FEATURES: ToolFeatures = { exports: [], resources: [], templates: [], prompts: [] };
