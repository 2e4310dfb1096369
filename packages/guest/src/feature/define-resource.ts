import type { ResourceLink } from '../content/content.ts';
import type { CallContext } from '../tool/call-context.ts';
import type { Completer } from './completer.ts';
import { checkTemplate } from './uri-template.ts';

/** What a resource holds: text or bytes, several contents, or nothing where there is no such resource. */
export type ResourceResult = string | Uint8Array | readonly ResourceContent[] | undefined;

/** One content of a resource. */
export interface ResourceContent {
  readonly uri: string;
  readonly mimeType?: string;
  readonly body: string | Uint8Array;
}

interface Named {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
}

/** A resource as its author writes it. */
export interface ResourceSource extends Named {
  /** Absolute; of another scheme than `kami:`. */
  readonly uri: string;
  read(context: CallContext): ResourceResult | Promise<ResourceResult>;
}

/** Many resources by one form of URI, as their author writes them. */
export interface ResourceTemplateSource extends Named {
  /** RFC 6570, level 1, such as `notes://{day}`. */
  readonly uriTemplate: string;
  /** What there is; left out where a client must know the URI. Runs with the tool's grants. */
  list?(context: CallContext): readonly ResourceLink[] | Promise<readonly ResourceLink[]>;
  /** `values` are those of the template's expressions, decoded. */
  read(
    uri: string,
    values: Readonly<Record<string, string>>,
    context: CallContext,
  ): ResourceResult | Promise<ResourceResult>;
  /** Suggestions for an expression of the template, by its name. */
  readonly complete?: Readonly<Record<string, Completer>>;
}

/** A resource, ready to be exported. */
export class Resource {
  readonly source: ResourceSource;

  constructor(source: ResourceSource) {
    this.source = source;
  }
}

/** A template of resources, ready to be exported. */
export class ResourceTemplate {
  readonly source: ResourceTemplateSource;

  constructor(source: ResourceTemplateSource) {
    this.source = source;
  }
}

/** Defines a resource. Throws where its URI is malformed, which ends the build. */
export function defineResource(source: ResourceSource): Resource {
  checkUri(source.uri);
  return new Resource(source);
}

/** Defines resources by a template of their URIs. Throws where it is malformed, which ends the build. */
export function defineResourceTemplate(source: ResourceTemplateSource): ResourceTemplate {
  checkUri(source.uriTemplate);
  checkTemplate(source.uriTemplate, Object.keys(source.complete ?? {}));
  return new ResourceTemplate(source);
}

function checkUri(uri: string): void {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$/.test(uri) || /^kami:/i.test(uri))
    throw new Error(
      `The URI "${uri}" must be absolute, of printable ASCII, and of another scheme than kami:`,
    );
}
