import type { ResourceLink } from '../content/content.ts';
import type { Resource, ResourceResult, ResourceTemplate } from './define-resource.ts';
import { NotFound } from './feature-failure.ts';
import type { OpenContext } from './open-context.ts';
import { matchTemplate } from './uri-template.ts';

/** A template in the form of `kami:tool/resources`, `template`. */
export interface WireTemplate {
  readonly uriTemplate: string;
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly mimeType: string | null;
}

/** A resource in the form of `kami:tool/types`, `resource-link`. */
export interface WireLink extends Omit<WireTemplate, 'uriTemplate'> {
  readonly uri: string;
  readonly size: number | null;
}

/** What was read, in the form of `kami:tool/types`, `resource-contents`. */
export interface WireContents {
  readonly uri: string;
  readonly mimeType: string | null;
  readonly body:
    | { readonly tag: 'text'; readonly val: string }
    | { readonly tag: 'blob'; readonly val: Uint8Array };
}

/** One page in the form of `kami:tool/resources`, `page`. */
export interface WirePage {
  readonly items: readonly WireLink[];
  readonly next: string | null;
}

/** Resources in one page. */
const PAGE_SIZE = 500;

/** A template as the component describes it. */
export function toWireTemplate({ source }: ResourceTemplate): WireTemplate {
  const { uriTemplate, name, title = null, description = null, mimeType = null } = source;
  return { uriTemplate, name, title, description, mimeType };
}

/**
 * A page of what there is: first the resources that are always there, on pages of their own, so that they are listed
 * where the templates' lists fail for want of a grant.
 */
export async function listPage(
  resources: readonly Resource[],
  templates: readonly ResourceTemplate[],
  cursor: string | null | undefined,
  open: OpenContext,
): Promise<WirePage> {
  const [kind, at] = /^(r|t)(\d{1,9})$/.exec(cursor ?? 'r0')?.slice(1) ?? ['r', '0'];
  const from = Number(at);
  const lists = templates.filter(({ source }) => source.list !== undefined);
  if (kind === 'r' && (from > 0 || resources.length > 0 || lists.length === 0)) {
    const items = resources.slice(from, from + PAGE_SIZE).map(({ source }) => toWireLink(source));
    const isLast = from + PAGE_SIZE >= resources.length;
    return { items, next: isLast ? (lists.length === 0 ? null : 't0') : `r${from + PAGE_SIZE}` };
  }
  const links: ResourceLink[] = [];
  for (const { source } of lists) links.push(...((await source.list?.(open(source))) ?? []));
  const start = kind === 'r' ? 0 : from;
  const items = links.slice(start, start + PAGE_SIZE).map(toWireLink);
  return { items, next: start + PAGE_SIZE >= links.length ? null : `t${start + PAGE_SIZE}` };
}

/** What is under a URI. Throws {@link NotFound} where there is nothing. */
export async function readResource(
  resources: readonly Resource[],
  templates: readonly ResourceTemplate[],
  uri: string,
  open: OpenContext,
): Promise<readonly WireContents[]> {
  const resource = resources.find(({ source }) => source.uri === uri)?.source;
  if (resource !== undefined) return toContents(uri, resource.mimeType, await resource.read(open(resource)));
  for (const { source } of templates) {
    const values = matchTemplate(source.uriTemplate, uri);
    if (values !== undefined)
      return toContents(uri, source.mimeType, await source.read(uri, values, open(source)));
  }
  throw new NotFound();
}

function toWireLink(link: ResourceLink): WireLink {
  const { uri, name, title = null, description = null, mimeType = null, size = null } = link;
  return { uri, name, title, description, mimeType, size };
}

function toContents(
  uri: string,
  mimeType: string | undefined,
  result: ResourceResult,
): readonly WireContents[] {
  if (result === undefined) throw new NotFound();
  if (typeof result === 'string' || result instanceof Uint8Array)
    return [{ uri, mimeType: mimeType ?? null, body: toBody(result) }];
  return result.map((content) => ({
    uri: content.uri,
    mimeType: content.mimeType ?? null,
    body: toBody(content.body),
  }));
}

function toBody(body: string | Uint8Array): WireContents['body'] {
  return typeof body === 'string' ? { tag: 'text', val: body } : { tag: 'blob', val: body };
}
