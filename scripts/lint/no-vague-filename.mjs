import { basename } from 'node:path';

const vague = /^(?:.+-)?(?:utils?|helpers?|common|misc|managers?)(?:-.+)?\./u;

/** A file is named by what it holds; these names say nothing about it. */
export const noVagueFilename = {
  create(context) {
    return {
      Program(node) {
        const name = basename(context.filename);
        if (vague.test(name)) {
          context.report({ node, message: `"${name}" says nothing: name the file by its one purpose.` });
        }
      },
    };
  },
};
