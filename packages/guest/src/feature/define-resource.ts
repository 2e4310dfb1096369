import type { ResourceLink } from '../content/content.ts';
import type { ContextOf } from '../tool/context-of.ts';
import { noteDefinition } from '../tool/definition-hook.ts';
import type { Requests } from '../tool/requests.ts';
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

interface Named<R extends Requests> {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
  /** What reading it asks the operator for; each part opens a door of the context. */
  readonly requests?: R;
}

/** A resource as its author writes it. */
export interface ResourceSource<R extends Requests = Requests> extends Named<R> {
  /** Absolute; of another scheme than `kami:`. */
  readonly uri: string;
  read(context: ContextOf<R>): ResourceResult | Promise<ResourceResult>;
}

/** Many resources by one form of URI, as their author writes them. */
export interface ResourceTemplateSource<R extends Requests = Requests> extends Named<R> {
  /** RFC 6570, level 1, such as `notes://{day}`. */
  readonly uriTemplate: string;
  /** What there is; left out where a client must know the URI. Runs with the tool's grants. */
  list?(context: ContextOf<R>): readonly ResourceLink[] | Promise<readonly ResourceLink[]>;
  /** `values` are those of the template's expressions, decoded. */
  read(
    uri: string,
    values: Readonly<Record<string, string>>,
    context: ContextOf<R>,
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
export function defineResource<const R extends Requests = Record<never, never>>(
  source: ResourceSource<R>,
): Resource {
  checkUri(source.uri);
  const resource = new Resource(source);
  noteDefinition(resource);
  return resource;
}

/** Defines resources by a template of their URIs. Throws where it is malformed, which ends the build. */
export function defineResourceTemplate<const R extends Requests = Record<never, never>>(
  source: ResourceTemplateSource<R>,
): ResourceTemplate {
  checkUri(source.uriTemplate);
  checkTemplate(source.uriTemplate, Object.keys(source.complete ?? {}));
  const template = new ResourceTemplate(source);
  noteDefinition(template);
  return template;
}

function checkUri(uri: string): void {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$/.test(uri) || /^kami:/i.test(uri))
    throw new Error(
      `The URI "${uri}" must be absolute, of printable ASCII, and of another scheme than kami:`,
    );
}
