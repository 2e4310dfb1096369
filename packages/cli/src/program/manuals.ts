import type { Command } from 'commander';
import { PROJECT_MANUALS } from './project-manuals.ts';

/** What the help of a command says below its options: what it reads, what it checks, examples, exit codes. */
const MANUALS: Readonly<Record<string, string>> = {
  ...PROJECT_MANUALS,
  install: `
The manifest, the component and the grants are checked first; then the component is decoded and transpiled in a process
that is thrown away, and a first instance describes itself without any grant. Nothing is written before all of that is
done, and a crash leaves nothing that counts.

A tool that asks for nothing is active at once. One that asks for something is held until it is granted: here, by
kami approve or by kami grant. The same component and manifest again change nothing. Another version of an installed
tool is held where anything but its version differs, and the old one keeps running.

Examples:
  kami install ./my-tool
  kami install ./my-tool --yes --grant fs=data=./data:ro
  kami install dist/tool.wasm

Exit codes: 0 active, 3 held or denied, 2 wrong use or refused, 5 KAMI or its home.`,
  list: `
Shows one version of each tool: the active one, else the one that is held.

Examples:
  kami list
  kami list --json`,
  inspect: `
"asks for" is the manifest's ceiling, "granted" what you gave, "denied" what it could use and was not granted, and
"proven" what it cannot do whatever it is granted: it does not import it. A path is looked at without installing it.

Examples:
  kami inspect my-tool --schema
  kami inspect ./my-tool
  kami inspect my-tool --json`,
  remove: `
Takes out every version of the tool with its grants; its running calls are ended. The private folder stays, so that
installing it again finds its files, unless --purge. Secrets stay: kami secret remove NAME.

Examples:
  kami remove my-tool
  kami remove dev.example.my-tool --purge`,
  grant: `
A grant never goes beyond what the manifest asks for. It counts from the next call, in running servers too.

Examples:
  kami grant my-tool "net=GET,HEAD api.example.com"
  kami grant my-tool fs=data=./data:rw
  kami grant my-tool secret=API_KEY@api.example.com

Exit codes: 0 granted, 3 above the manifest, 2 wrong use.`,
  revoke: `
Examples:
  kami revoke my-tool fs=data
  kami revoke my-tool --all`,
  approve: `
Beside an active version, a new one gets what that one has and it still asks for, and what it asks for beyond: what was
revoked stays revoked. Look at what differs with kami inspect first.

Examples:
  kami approve my-tool
  kami approve my-tool@2.0.0 --grant fs=data=./data`,
  sync: `
The file names tools, their sources, and all that each may do:

  [[tools]]
  name = "fetch-url"
  source = "./tools/fetch-url"           # whatever kami install takes; paths are relative to the file
  version = "1.0.0"                      # optional, as is digest = "sha256:…"
  grants = ["net=GET api.example.com"]   # in the forms of kami grant; nothing where there is none

What that was resolved to is pinned in kami.lock beside it. With a lock, exactly that is installed, or the command fails
and names the difference; without one, what the sources give is taken and written down. Everything is read, compared,
examined and shown before the first change. Grants that the file does not give are revoked. Tools that it does not name
stay, unless --prune. Nobody is asked anything.

Examples:
  kami sync
  kami sync team.toml --check --prune
  kami sync --update fetch-url --dry-run

Exit codes: 0 the home matches, 3 something differs (--check), is locked otherwise or denied, 2 a fault in the file or a
source, 5 KAMI or its home.`,
  export: `
Held tools are left out: nobody approved them. Paths below the folder of the file are written relative to it. Secrets
are named by the grants that use them; their values are not written.

Examples:
  kami export
  kami export team.toml`,
};

/** Adds to the help of each command what a manual would say of it. */
export function addManuals(program: Command): void {
  for (const command of program.commands) {
    const manual = MANUALS[command.name()];
    if (manual !== undefined) command.addHelpText('after', manual);
  }
}
