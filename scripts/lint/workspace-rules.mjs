/** Lint rules of this workspace that no published plugin has. Loaded by oxlint as a JS plugin. */
import { describedDisable } from './described-disable.mjs';
import { noEnum } from './no-enum.mjs';
import { noVagueFilename } from './no-vague-filename.mjs';

export default {
  meta: { name: 'workspace' },
  rules: {
    'described-disable': describedDisable,
    'no-enum': noEnum,
    'no-vague-filename': noVagueFilename,
  },
};
