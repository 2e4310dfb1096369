import type { ComponentFacts, PreparedTool, SchemaToCompile } from '@kami/engine';
import { manifestArgumentsToSchema, signatureToSchema } from '@kami/protocol';
import {
  err,
  kamiError,
  ok,
  type KamiError,
  type Result,
  type ToolDefinition,
  type ToolManifest,
} from '@kami/types';
import { contradiction, docsKey, specFor, titleOf, toolNameOf, unknownFunction } from './definition-names.ts';

/** The definitions of a tool, and what the prepared form needs to serve them. */
export interface DefinedTools {
  readonly definitions: readonly ToolDefinition[];
  readonly prepared: readonly PreparedTool[];
  readonly schemas: readonly SchemaToCompile[];
}

/**
 * Puts together what a tool offers. Precedence: WIT types, then the manifest's arguments, then what
 * the component describes; a contradiction is an error.
 */
export function defineTools(
  manifest: ToolManifest,
  facts: ComponentFacts,
  described: readonly ToolDefinition[],
): Result<DefinedTools, KamiError> {
  return facts.convention === 'typed' ? defineTyped(manifest, facts) : defineDescribed(manifest, described);
}

function defineTyped(manifest: ToolManifest, facts: ComponentFacts): Result<DefinedTools, KamiError> {
  const pairs = facts.functions.map((signature) => ({
    signature,
    tool: toolNameOf(signature, facts.functions),
  }));
  const names = pairs.flatMap(({ tool, signature }) => [tool, signature.name]);
  const unknown = unknownFunction(manifest, names);
  if (unknown !== undefined) return err(unknown);
  const definitions: ToolDefinition[] = [];
  for (const { signature, tool } of pairs) {
    const spec = specFor(manifest, [tool, signature.name], pairs.length === 1);
    const docs = facts.docs.get(docsKey(signature));
    const { inputSchema, outputSchema } = signatureToSchema(signature);
    const clash = (spec?.arguments ?? []).find(
      (argument) => !signature.params.some((param) => param.name === argument.name),
    );
    if (clash !== undefined)
      return err(
        contradiction(tool, `argument ${clash.name} of the manifest is no parameter of the function`),
      );
    definitions.push({
      name: spec?.name ?? tool,
      ...titleOf(spec, manifest, pairs.length === 1),
      description:
        spec?.description ?? docs ?? manifest.description ?? `${signature.name} of ${manifest.name}`,
      inputSchema,
      ...(outputSchema === undefined ? {} : { outputSchema }),
    });
  }
  const prepared = pairs.map(({ signature }, index) => ({
    tool: definitions[index]?.name ?? signature.name,
    signature,
  }));
  return unique(definitions, prepared, []);
}

function defineDescribed(
  manifest: ToolManifest,
  described: readonly ToolDefinition[],
): Result<DefinedTools, KamiError> {
  if (described.length === 0)
    return err(kamiError('KAMI_COMPONENT_INVALID', 'The component describes no tools.'));
  const unknown = unknownFunction(
    manifest,
    described.map((d) => d.name),
  );
  if (unknown !== undefined) return err(unknown);
  const single = described.length === 1;
  const renamed = described.find(({ name }) => (specFor(manifest, [name], single)?.name ?? name) !== name);
  if (renamed !== undefined) {
    return err(contradiction(renamed.name, 'a component that describes itself names its tools itself'));
  }
  const definitions = described.map((definition): ToolDefinition => {
    const spec = specFor(manifest, [definition.name], single);
    return {
      ...definition,
      ...titleOf(spec, manifest, single),
      description:
        spec?.description ??
        (definition.description === '' ? manifest.description : undefined) ??
        definition.description,
      inputSchema:
        spec?.arguments === undefined ? definition.inputSchema : manifestArgumentsToSchema(spec.arguments),
    };
  });
  const schemas = definitions.map(({ name, inputSchema, outputSchema }) => ({
    tool: name,
    input: inputSchema,
    ...(outputSchema === undefined ? {} : { output: outputSchema }),
  }));
  return unique(
    definitions,
    definitions.map(({ name }) => ({ tool: name })),
    schemas,
  );
}

function unique(
  definitions: readonly ToolDefinition[],
  prepared: readonly PreparedTool[],
  schemas: readonly SchemaToCompile[],
): Result<DefinedTools, KamiError> {
  const names = definitions.map((definition) => definition.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return err(contradiction(twice, 'two functions have this name'));
  return ok({ definitions, prepared, schemas });
}
