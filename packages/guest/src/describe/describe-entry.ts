import { Prompt } from '../feature/define-prompt.ts';
import { Resource, ResourceTemplate } from '../feature/define-resource.ts';
import { Tool } from '../tool/define-tool.ts';
import { onDefinition } from '../tool/definition-hook.ts';
import type { WireDefinition } from '../tool/wire-definition.ts';
import { uniteAsked, type Asked, type Asking } from './asked.ts';
import { collectTools } from './collect-tools.ts';
import { checkLimits } from './check-limits.ts';
import { checkRequests } from './check-requests.ts';
import { describeTool } from './describe-tool.ts';
import type { SchemaWriters } from './schema-writers.ts';

/** What the build needs to know of an entry module, as data. */
export interface EntryDescription {
  readonly definitions: readonly WireDefinition[];
  readonly asked: Asked;
}

/** Checks each definition where it is made, so that a failure names the author's line, and describes an entry module. */
export interface EntryDescriber {
  describe(entryModule: Readonly<Record<string, unknown>>): EntryDescription;
}

/** Begins to hear of definitions. Throws from within a definition that is malformed. */
export function describeDefinitions(writers: SchemaWriters): EntryDescriber {
  const described = new Map<object, WireDefinition>();
  onDefinition((defined) => {
    if (!isDefinition(defined)) return;
    checkRequests(defined.source.requests ?? {});
    if (!(defined instanceof Tool)) return;
    checkLimits(defined.source.limits ?? {});
    described.set(defined, describeTool(defined.source, writers));
  });
  return {
    describe: (entryModule) => {
      const tools = collectTools(entryModule);
      const features = Object.values(entryModule)
        .flat()
        .filter(isDefinition)
        .filter((value) => !(value instanceof Tool));
      return {
        definitions: tools.map((tool) => described.get(tool) ?? describeTool(tool.source, writers)),
        asked: uniteAsked([...tools, ...features].map(({ source }): Asking => source)),
      };
    },
  };
}

type Definition = Tool | Resource | ResourceTemplate | Prompt;

function isDefinition(value: unknown): value is Definition {
  return [Tool, Resource, ResourceTemplate, Prompt].some((kind) => value instanceof kind);
}
