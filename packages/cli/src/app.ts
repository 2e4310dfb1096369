import type { ExecutorProbe } from './compose/probe-executor.ts';
import type { KamiConfig, SettingValue } from '@kami/config';
import type { ComponentStore } from '@kami/engine';
import type {
  ExaminationRepository,
  GrantRepository,
  InstalledTool,
  OciArtefact,
  OciSource,
  PublishedTool,
  SignatureMaker,
  TokenRepository,
  ToolRepository,
  TransferProgress,
  TrustPolicy,
} from '@kami/registry';
import type { PrivateFolders, SecretVault } from '@kami/sandbox';
import type { Candidate, Examination, InstallStep, ToolHost } from '@kami/runtime';
import type { Clock, DecisionLog, Digest, EventLog, KamiError, Random, Result } from '@kami/types';
import type { Logger } from './compose/logger.ts';
import type { WallReport } from './home/wall-report.ts';
import type { BuildTools } from './building/build-tools.ts';
import type { HomePaths } from './home/home-paths.ts';
import type { OpenedSource } from './home/opened-source.ts';
import type { Upkeep } from './home/upkeep.ts';
import type { Console, OutputStream } from './output/console.ts';
import type { Signing } from './signing/signing.ts';
import type { TestServices } from './testing/test-services.ts';

/** The catalogue, the grants and the events of a home. */
export interface Home {
  readonly tools: ToolRepository;
  readonly grants: GrantRepository;
  readonly tokens: TokenRepository;
  readonly examinations: ExaminationRepository;
  readonly events: EventLog;
  readonly decisions: DecisionLog;
}

/** Where and by which names MCP is to be served over HTTP. */
export interface HttpPlace {
  /** `PORT`, `HOST:PORT` or `[IPV6]:PORT`. */
  readonly address: string;
  /** Names beside those of this machine that clients reach KAMI by. */
  readonly allowedHosts: readonly string[];
}

/** Where MCP is served over HTTP. */
export interface HttpListening {
  readonly url: string;
  readonly port: number;
  /** Whether other machines may reach it. */
  readonly isRemote: boolean;
}

/** A setting as `kami config` shows it. */
export interface SettingLine {
  readonly key: string;
  readonly value: SettingValue;
  readonly source: string;
}

/** A set of tools that a server can be limited to. */
export interface ProfileLine {
  /** Patterns of names and ids; not checked. */
  readonly tools: readonly string[];
  readonly source: string;
}

/** What every command has at hand. Everything costly is loaded when it is first asked for. */
export interface App extends TestServices {
  readonly console: Console;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly json: boolean;
  readonly paths: HomePaths;
  readonly clock: Clock;
  readonly random: Random;
  readonly actor: string;
  /** Fires on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  readonly version: string;
  /** Path of the program that runs, for others to start it by. */
  readonly program: string;
  /** Folder of the templates of new tools. */
  readonly templates: string;
  readonly log: Logger;
  readonly config: KamiConfig;
  /** Every setting with where it came from. */
  readonly settings: readonly SettingLine[];
  /** Sets of tools that a server can be limited to. */
  readonly profiles: ReadonlyMap<string, ProfileLine>;
  home(): Promise<Result<Home, KamiError>>;
  /** SHA-256, loaded with what makes it. */
  sha256(): Promise<(bytes: Uint8Array) => Digest>;
  componentStore(): Promise<ComponentStore>;
  /** Reads what the first call of a tool needs, while the rest of KAMI is still loading. */
  expectCall(tool: InstalledTool): void;
  /** What signatures are asked of tools. */
  trustPolicy(): Promise<TrustPolicy>;
  /** Keys, signatures and the trusted root. */
  signing(): Promise<Signing>;
  /** A file of at most `maxBytes`. Error: `KAMI_SOURCE_UNREADABLE`. */
  readFile(path: string, maxBytes: number): Promise<Result<Uint8Array, KamiError>>;
  /** What building a tool asks of the machine. */
  buildTools(): Promise<BuildTools>;
  /** What looks after the home's files. */
  upkeep(): Promise<Upkeep>;
  privateFolders(): Promise<PrivateFolders>;
  secretVault(): Promise<SecretVault>;
  /** How tools are kept to the folders lent to them, and whether this system has what that needs. */
  fileMechanism(): Promise<{ readonly mechanism: 'walk' | 'copy'; readonly usable: boolean }>;
  /** The host of tools: for one call, or for a server. */
  toolHost(purpose: 'call' | 'serve', prepared?: Examination): Promise<Result<ToolHost, KamiError>>;
  examine(candidate: Candidate, onStep: (step: InstallStep) => void): Promise<Result<Examination, KamiError>>;
  /** Opens a source, fetching it first where it is an archive or an address; `onProgress` hears of the transfer. */
  openSource(
    source: string,
    onProgress?: (progress: TransferProgress) => void,
  ): Promise<Result<OpenedSource, KamiError>>;
  /** Publishes a tool in a registry, with a signature where somebody signs. */
  publish(
    target: OciSource,
    tool: PublishedTool,
    signer: SignatureMaker | undefined,
    onProgress: (progress: TransferProgress) => void,
  ): Promise<Result<OciArtefact, KamiError>>;
  /** Serves MCP on standard input and output until the client goes. */
  serve(host: ToolHost): Promise<Result<void, KamiError>>;
  /** Names of the walls that executors are started behind. */
  executorWalls(): Promise<readonly string[]>;
  /** Serves MCP over HTTP until a stop signal; `onListening` is told where, once it does. */
  serveHttp(
    host: ToolHost,
    place: HttpPlace,
    onListening: (listening: HttpListening) => void,
  ): Promise<Result<void, KamiError>>;
  /** The walls around executors; each that can be attacked is. */
  walls(): Promise<readonly WallReport[]>;
  /** Starts an executor and ends it: its self-test. */
  probeExecutor(): Promise<Result<ExecutorProbe, KamiError>>;
  /** Ends everything that was started. */
  close(): Promise<void>;
}
