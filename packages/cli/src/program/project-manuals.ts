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
  test: `
Runs vitest of the folder's packages, or Node's own runner where there is none. Tests open the built component with
openTool of @kami/guest/testing: in the processes, walls and limits that it has for an operator, with folders, secrets,
a clock, a seed and recorded answers of their own. Your home is not touched.

Variables: KAMI_TEST_RECORD=missing|all|never says which requests are made and recorded (never, where CI is set);
KAMI_TEST_CACHE is the folder that keeps what was found in components.

Examples:
  kami test
  kami test ./my-tool -- forecast
  kami test --watch

Exit codes: 0 all passed, 1 a test or the build failed, 2 no tests or a fault in tool.toml, 130 interrupted.`,
};
