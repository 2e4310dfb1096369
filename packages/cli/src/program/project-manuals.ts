/** What the help of the commands for authors says below their options. */
export const PROJECT_MANUALS: Readonly<Record<string, string>> = {
  init: `
The folder is made whole or not at all, and must not be there, or be empty. On a terminal the language is asked for where
--lang does not say it; elsewhere it is TypeScript. Every template is the same tool: it takes a name and greets.

Examples:
  kami init hello
  kami init word-count --lang rust --id dev.example.word-count
  kami init --list

Exit codes: 0 made, 2 wrong use or a folder that cannot be made, 130 interrupted.`,
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
  dev: `
The first installation asks for consent as kami install does. After that, what asks for nothing more takes the place of
the version before by itself and keeps its grants; what asks for more is shown, and asked for on a terminal, or held until
kami approve. A build that fails is shown, and the version before stays. Clients of a running kami serve have the new
version at their next call. It watches what [build] watch names, and ends with Ctrl-C.

Examples:
  kami dev
  kami dev ./my-tool --grant fs=data=./data:ro

Exit codes: 0 ended, 2 a folder that has no project, 5 KAMI or its home.`,
};
