import {
  formatToolCursor,
  parsePageBounds,
  toolSearchText,
  type GrantRepository,
  type InstalledTool,
  type ToolRepository,
} from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result, type RuntimeEvent } from '@kami/types';

/** A catalogue and its grants in memory, and the events that were committed with the changes. */
export interface MemoryCatalogue {
  readonly tools: ToolRepository;
  readonly grants: GrantRepository;
  readonly events: RuntimeEvent[];
}

/** An empty catalogue in memory: the plainest thing that keeps the ports' contracts. */
export function createMemoryToolRepository(): MemoryCatalogue {
  let rows: readonly InstalledTool[] = [];
  let revision = 0;
  const events: RuntimeEvent[] = [];
  const commit = (
    next: readonly InstalledTool[],
    added: readonly RuntimeEvent[],
  ): Result<void, KamiError> => {
    rows = next;
    revision += 1;
    events.push(...added);
    return ok(undefined);
  };
  const place = (tool: InstalledTool): readonly InstalledTool[] => [
    ...rows.filter((row) => row.id !== tool.id || (!isSameVersion(row, tool) && row.state !== tool.state)),
    tool,
  ];
  const shown = (): readonly InstalledTool[] =>
    rows.filter(
      (row) =>
        row.state === 'active' || !rows.some((other) => other.id === row.id && other.state === 'active'),
    );
  const tools: ToolRepository = {
    async install(tool, added, expected = revision) {
      if (expected !== revision) return err(conflict());
      const owner = rows.find((row) => row.name === tool.name && row.id !== tool.id);
      if (owner !== undefined) {
        return err(
          kamiError('KAMI_NAME_TAKEN', `${tool.name} belongs to ${owner.id}, not ${tool.id}`, {
            data: { name: tool.name, owner: owner.id, id: tool.id },
          }),
        );
      }
      return commit(place(tool), added);
    },
    async find({ nameOrId, version }) {
      const matches = rows.filter(
        (row) => (row.name === nameOrId || row.id === nameOrId) && (version ?? row.version) === row.version,
      );
      return ok(matches.find((row) => row.state === 'active') ?? matches[0]);
    },
    async pending(id) {
      const isActive = rows.some((row) => row.id === id && row.state === 'active');
      return ok(isActive ? rows.find((row) => row.id === id && row.state === 'held') : undefined);
    },
    async list(query) {
      const bounds = parsePageBounds(query);
      if (!bounds.ok) return bounds;
      const { after = '', limit } = bounds.value;
      const matches = shown()
        .filter((row) => row.name > after && (query.state ?? row.state) === row.state)
        .filter((row) => toolSearchText(row).includes((query.text ?? '').toLowerCase()))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const page = matches.slice(0, limit);
      const last = page.at(-1);
      return ok(
        matches.length > limit && last !== undefined
          ? { tools: page, next: formatToolCursor(last.name) }
          : { tools: page },
      );
    },
    names: async () => ok([...new Set(rows.flatMap((row) => [row.name, row.id]))].toSorted()),
    async remove(id, added) {
      if (!rows.some((row) => row.id === id))
        return err(kamiError('KAMI_TOOL_UNKNOWN', `${id} is not installed`));
      return commit(
        rows.filter((row) => row.id !== id),
        added,
      );
    },
    async replacePrepared(tool, prepared, added) {
      const row = rows.find((one) => one.id === tool.id && isSameVersion(one, tool));
      if (row === undefined || row.prepared.digest !== tool.prepared.digest)
        return err(kamiError('KAMI_TOOL_UNKNOWN', `${tool.id} is not installed with this prepared form`));
      return commit(
        rows.map((one) => (one === row ? { ...row, prepared } : one)),
        added,
      );
    },
    preparedKeys: async (digest) =>
      ok(rows.filter((row) => row.digest === digest).map((row) => row.prepared.key)),
    revision: async () => ok(revision),
  };
  const grants: GrantRepository = {
    async put(tool, permission, state, added, expected) {
      if (expected !== revision) return err(conflict());
      const { id } = tool;
      const row = rows.find((candidate) => candidate.id === id && isSameVersion(candidate, tool));
      if (row === undefined) return err(kamiError('KAMI_TOOL_UNKNOWN', `${id} is not installed`));
      return commit(place({ ...row, permission, state }), added);
    },
  };
  return { tools, grants, events };
}

const conflict = (): KamiError => kamiError('KAMI_CONFLICT', 'The catalogue was changed meanwhile.');

type VersionKey = Pick<InstalledTool, 'digest' | 'contractHash'>;

function isSameVersion(a: VersionKey, b: VersionKey): boolean {
  return a.digest === b.digest && a.contractHash === b.contractHash;
}
