import {
  labelClash,
  type GrantRepository,
  type InstallationState,
  type InstalledTool,
  type ToolLabel,
  type ToolRepository,
} from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result, type RuntimeEvent } from '@kami/types';
import { isSameVersion, placeVersion } from './place-version.ts';
import { pageOf, summaryOf } from './select-rows.ts';

/** A catalogue and its grants in memory, and the events that were committed with the changes. */
export interface MemoryCatalogue {
  readonly tools: ToolRepository;
  readonly grants: GrantRepository;
  readonly events: RuntimeEvent[];
}

/** An empty catalogue in memory: the plainest thing that keeps the ports' contracts. `record` hears of each commit's events. */
export function createMemoryToolRepository(
  record: (added: readonly RuntimeEvent[]) => void = () => undefined,
): MemoryCatalogue {
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
    record(added);
    return ok(undefined);
  };
  const shown = (): readonly InstalledTool[] =>
    rows.filter(
      (row) =>
        row.state === 'active' ||
        (row.state === 'held' && !rows.some((other) => other.id === row.id && other.state === 'active')),
    );
  const clashOf = (tool: ToolLabel): KamiError | undefined => {
    const known = rows.filter(({ state }) => state !== 'earlier');
    const names = known.filter(({ id }) => id === tool.id).map(({ name }) => name);
    const exactFirst = known.toSorted((a, b) => Number(b.name === tool.name) - Number(a.name === tool.name));
    return exactFirst.map((other) => labelClash(tool, names, other)).find((clash) => clash !== undefined);
  };
  const tools: ToolRepository = {
    async install(tool, added, expected = revision) {
      if (expected !== revision) return err(conflict());
      const clash = clashOf(tool);
      if (clash !== undefined) return err(clash);
      return commit(placeVersion(rows, tool), added);
    },
    async find({ nameOrId, version }) {
      const named = rows.filter(
        (row) => row.state !== 'earlier' && (row.name === nameOrId || row.id === nameOrId),
      );
      const matches = rows.filter(
        (row) =>
          (row.state === 'earlier' ? named.some(({ id }) => id === row.id) : named.includes(row)) &&
          (version ?? row.version) === row.version,
      );
      const inState = (state: InstallationState): InstalledTool | undefined =>
        matches.findLast((row) => row.state === state);
      const earlier = version === undefined ? undefined : inState('earlier');
      return ok(inState('active') ?? inState('held') ?? earlier);
    },
    async pending(id) {
      const isActive = rows.some((row) => row.id === id && row.state === 'active');
      return ok(isActive ? rows.find((row) => row.id === id && row.state === 'held') : undefined);
    },
    async versions(id) {
      const own = rows.filter((row) => row.id === id);
      const order: readonly InstallationState[] = ['active', 'held'];
      const current = order.flatMap((state) => own.filter((row) => row.state === state));
      return ok([...current, ...own.filter((row) => row.state === 'earlier').toReversed()]);
    },
    async admits(tool) {
      const clash = clashOf(tool);
      return clash === undefined ? ok(undefined) : err(clash);
    },
    list: async (query) => pageOf(shown(), query),
    async summaries(query) {
      const page = pageOf(shown(), query);
      return page.ok ? ok({ ...page.value, tools: page.value.tools.map(summaryOf) }) : page;
    },
    names: async () => {
      const known = rows.filter((row) => row.state !== 'earlier');
      return ok([...new Set(known.flatMap((row) => [row.name, row.id]))].toSorted());
    },
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
      return commit(placeVersion(rows, { ...row, permission, state }), added);
    },
  };
  return { tools, grants, events };
}

const conflict = (): KamiError => kamiError('KAMI_CONFLICT', 'The catalogue was changed meanwhile.');
