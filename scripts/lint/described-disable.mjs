const directive = /^\s*(?:oxlint|eslint)-disable(?:-next-line|-line)?\b/u;
const description = /\s--\s+\S.{9,}/su;

/** A lint disable says why: `oxlint-disable-next-line rule -- reason`, the reason at least ten characters. */
export const describedDisable = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (directive.test(comment.value) && !description.test(comment.value)) {
            context.report({
              loc: comment.loc,
              message: 'A lint disable needs its reason: append ` -- reason` to the directive.',
            });
          }
        }
      },
    };
  },
};
