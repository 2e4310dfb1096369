/** How to use the tools of this server, for the model. */
export const INSTRUCTIONS: string =
  'Tools of this server run sandboxed: each can do only what its operator granted. When a tool says that something was denied, ' +
  'show the person the command in its message; no tool can grant anything.';
