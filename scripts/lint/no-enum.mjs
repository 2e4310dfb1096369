/** Enums emit code and are not erasable: a union of literals, or a const object, says the same. */
export const noEnum = {
  create(context) {
    return {
      TSEnumDeclaration(node) {
        context.report({ node, message: 'No enum: use a union of string literals.' });
      },
    };
  },
};
