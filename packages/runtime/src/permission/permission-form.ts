import { OWN_QUESTION_PREFIX, type Question } from '@kami/protocol';
import { isJsonObject, type Capability, type Json, type ToolName } from '@kami/types';

/** Something that a call was denied and that a person may allow. */
export interface AskedPermission {
  /** As `kami grant` takes it. */
  readonly grant: string;
  readonly capability: Capability;
}

/** Permissions in one form: more than a person reads would be waved through. */
const MAX_ASKED_AT_ONCE = 8;

/** A form with one tick for each permission, none of them set. */
export function permissionForm(
  tool: ToolName,
  permissions: readonly AskedPermission[],
): {
  readonly question: Question;
  /** Those that an answer allows. */
  readonly allowedBy: (content: Json) => readonly AskedPermission[];
} {
  const shown = permissions.slice(0, MAX_ASKED_AT_ONCE).map((permission, index) => ({
    field: `allow_${index + 1}`,
    permission,
  }));
  const properties = Object.fromEntries(
    shown.map(({ field, permission: { grant } }) => [
      field,
      { type: 'boolean', title: `Allow ${grant}`, default: false },
    ]),
  );
  const message =
    `KAMI denied the tool ${tool} what is listed here. What you allow counts for this call alone. ` +
    'The call starts again from the beginning: what it has done until here it may do again.';
  return {
    question: {
      name: `${OWN_QUESTION_PREFIX}permission`,
      kind: 'form',
      message,
      schema: { type: 'object', properties, required: [] },
    },
    allowedBy: (content) =>
      shown.flatMap(({ field, permission }) =>
        isJsonObject(content) && content[field] === true ? [permission] : [],
      ),
  };
}
