/** What the help of the commands for authors says below their options. */
export const PROJECT_MANUALS: Readonly<Record<string, string>> = {
  build: `
Runs the command under [build] in tool.toml, in that folder, with node_modules/.bin on its path; what it prints goes to
standard error. Then the component is decoded and compared with what tool.toml asks for: network, files, environment or
secrets that it imports and tool.toml does not ask for end the build. Where nothing changed since, nothing is run. A
command that fails or is interrupted leaves the component as it was.

Examples:
  kami build
  kami build ./my-tool --force
  kami build --json

Exit codes: 0 built or up to date, 1 the build failed, 2 a fault in tool.toml or no component, 130 interrupted.`,
};
