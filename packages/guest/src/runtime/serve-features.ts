import { createContext, type Doors } from '../host/doors.ts';
import { collectPrompts, collectResources, collectTemplates } from '../feature/collect-features.ts';
import { complete, type WireCompletionRequest, type WireSuggestions } from '../feature/completion-export.ts';
import type { OpenContext } from '../feature/open-context.ts';
import { toFeatureFailure } from '../feature/feature-failure.ts';
import { getPrompt, toWirePrompt, type WireFilled, type WirePrompt } from '../feature/prompts-export.ts';
import {
  listPage,
  readResource,
  toWireTemplate,
  type WireContents,
  type WirePage,
  type WireTemplate,
} from '../feature/resources-export.ts';
import { answer } from './answer.ts';
import { logDefect } from './log-defect.ts';

type EntryModule = Readonly<Record<string, unknown>>;

/** The interface `kami:tool/resources` as the component exports it; the functions with a result throw a `FeatureFailure`. */
export interface ResourcesExport {
  templates(): WireTemplate[];
  listResources(cursor: string | null | undefined): WirePage;
  read(uri: string): readonly WireContents[];
}

/** The interface `kami:tool/prompts` as the component exports it; `get` throws a `FeatureFailure`. */
export interface PromptsExport {
  describe(): WirePrompt[];
  get(name: string, args: readonly (readonly [string, string])[]): WireFilled;
}

/** The interface `kami:tool/completion` as the component exports it. */
export interface CompletionExport {
  complete(request: WireCompletionRequest): WireSuggestions;
}

/** Makes the component's export of resources from the author's entry module. */
export function serveResources(entry: EntryModule, doors: Doors): ResourcesExport {
  const resources = collectResources(entry);
  const templates = collectTemplates(entry);
  const described = templates.map(toWireTemplate);
  const open = opener(doors);
  return {
    templates: () => described,
    listResources: (cursor) => answer(() => listPage(resources, templates, cursor, open), toFailure),
    read: (uri) => answer(() => readResource(resources, templates, uri, open), toFailure),
  };
}

/** Makes the component's export of prompts from the author's entry module. */
export function servePrompts(entry: EntryModule, doors: Doors): PromptsExport {
  const prompts = collectPrompts(entry);
  const described = prompts.map(toWirePrompt);
  const open = opener(doors);
  return {
    describe: () => described,
    get: (name, args) =>
      answer(
        () => getPrompt(prompts, name, args, open),
        (thrown) => toFeatureFailure(thrown, true, logDefect),
      ),
  };
}

/** Makes the component's export of completion from the author's entry module. A completer that throws traps. */
export function serveCompletion(entry: EntryModule): CompletionExport {
  const prompts = collectPrompts(entry);
  const templates = collectTemplates(entry);
  return {
    complete: (request) =>
      answer(
        () => complete(prompts, templates, request),
        (thrown) => thrown,
      ),
  };
}

const toFailure = (thrown: unknown): unknown => toFeatureFailure(thrown, false, logDefect);

const opener =
  (doors: Doors): OpenContext =>
  ({ requests = {} }) =>
    createContext(requests, doors);
