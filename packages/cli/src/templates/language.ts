/** A language that tools are written in, with what its template needs. */
export interface Language {
  /** As people name it. */
  readonly title: string;
  /** Programs that must be on the path to build it, beside those of its packages. */
  readonly programs: readonly string[];
  /** How the programs are installed: a command, or where to get them. */
  readonly install?: string;
  /** What is to be done once on a machine that has the programs. */
  readonly setup?: string;
}

/** The languages that templates are there for, by the folder of each; the first is taken where nobody says or is asked. */
export const LANGUAGE_NAMES = ['ts', 'js', 'c', 'assemblyscript', 'rust', 'python', 'go'] as const;

/** One of {@link LANGUAGE_NAMES}. */
export type LanguageName = (typeof LANGUAGE_NAMES)[number];

/** The language of a tool where nobody says or is asked. */
export const DEFAULT_LANGUAGE: LanguageName = 'ts';

const LANGUAGES: Readonly<Record<LanguageName, Language>> = {
  ts: { title: 'TypeScript', programs: [] },
  js: { title: 'JavaScript', programs: [] },
  c: { title: 'C', programs: [] },
  assemblyscript: { title: 'AssemblyScript', programs: [] },
  rust: {
    title: 'Rust',
    programs: ['cargo'],
    install: 'curl --proto =https -sSf https://sh.rustup.rs | sh',
    setup: 'rustup target add wasm32-unknown-unknown',
  },
  python: { title: 'Python', programs: ['componentize-py'], install: 'pip install componentize-py' },
  go: { title: 'Go', programs: ['go'], install: 'the installer of https://go.dev/dl' },
};

/** What is known of a language. */
export function languageOf(name: LanguageName): Language {
  return LANGUAGES[name];
}
