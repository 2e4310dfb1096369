import type { Command } from 'commander';
import type { SignOptions } from '../commands/sign.ts';
import type { Launch } from './launch.ts';

const PUBLIC_TRUST_ADDRESS = 'https://tuf-repo-cdn.sigstore.dev';

/** Adds the commands about signatures: keys, signing, and whom identities are verified by. */
export function addSignatureCommands(program: Command, launch: Launch): void {
  program
    .command('sign')
    .description('sign a tool with a private key; nothing is sent anywhere')
    .argument('<path>', 'a folder with tool.toml, a .wasm component, or another file')
    .requiredOption('--key <file>', 'the private key, as kami key create makes it')
    .option('--passphrase-env <variable>', 'the environment variable with the passphrase of the key')
    .option('--detached', 'write a bare signature (.sig) in the place of a bundle (.sigstore.json)', false)
    .option('--force', 'write over a signature that is there', false)
    .action((path: string, options: SignOptions) =>
      launch(async (app) => (await import('../commands/sign.ts')).signCommand(app, path, options)),
    );
  addKeyCommands(program, launch);
  addTrustCommands(program, launch);
}

function addKeyCommands(program: Command, launch: Launch): void {
  const key = program.command('key').description('make and show keys to sign tools with');
  key
    .command('create')
    .description('make a key pair: NAME.key, which is yours alone, and NAME.pub')
    .argument('<name>', 'the path that both files begin with')
    .option('--passphrase-env <variable>', 'encrypt the private key with the passphrase in this variable')
    .action((name: string, options: { passphraseEnv?: string }) =>
      launch(async (app) => (await import('../commands/key.ts')).createKeyCommand(app, name, options)),
    );
  key
    .command('show')
    .description('print the fingerprint of a public key')
    .argument('<file>', 'the public key')
    .action((file: string) =>
      launch(async (app) => (await import('../commands/key.ts')).showKeyCommand(app, file)),
    );
}

function addTrustCommands(program: Command, launch: Launch): void {
  const trust = program
    .command('trust')
    .description('show and change by whom the identities of signers are verified')
    .addHelpText(
      'after',
      '\nWhose signatures are accepted for which sources stands in tables [trust.NAME] of config.toml; see docs/signatures.md.',
    );
  trust
    .command('show')
    .description('show the authorities and logs of the trusted root')
    .action(() => launch(async (app) => (await import('../commands/trust.ts')).showTrustCommand(app)));
  trust
    .command('refresh')
    .description('fetch the newest trusted root')
    .option('--from <address>', 'a repository of The Update Framework', PUBLIC_TRUST_ADDRESS)
    .option('--root <file>', 'its first root.json, which is believed; needed for another repository')
    .action((options: { from: string; root?: string }) =>
      launch(async (app) => (await import('../commands/trust.ts')).refreshTrustCommand(app, options)),
    );
  trust
    .command('import')
    .description('take a trusted root from a file, for a Sigstore of your own')
    .argument('<file>', 'a trusted_root.json')
    .action((file: string) =>
      launch(async (app) => (await import('../commands/trust.ts')).importTrustCommand(app, file)),
    );
  trust
    .command('reset')
    .description('go back to the trusted root that comes with KAMI')
    .action(() => launch(async (app) => (await import('../commands/trust.ts')).resetTrustCommand(app)));
}
