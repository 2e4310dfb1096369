import type { App } from '../app.ts';
import type { Finding } from './finding.ts';

/** Where secrets are kept, and whether all of them can be read, for `kami doctor`. */
export async function secretStore(app: App): Promise<Finding> {
  const what = 'secrets';
  const vault = await app.secretVault();
  const [place, entries] = [await vault.place(), await vault.list()];
  for (const failed of [place, entries]) {
    if (failed.ok) continue;
    const { message, hint } = failed.error;
    return { what, state: 'broken', detail: message, ...(hint === undefined ? {} : { remedy: hint }) };
  }
  const all = entries.ok ? entries.value : [];
  const inFiles = all.filter(({ kept }) => kept === 'file').length;
  const count = `${all.length} set${inFiles === 0 ? '' : `, ${inFiles} of them in files`}`;
  if (place.ok && place.value === 'keyring')
    return { what, state: 'good', detail: `${count}; new ones go into the system's keyring` };
  const detail = `${count}; new ones go into files of mode 0600, not encrypted, in ${app.paths.secrets}`;
  if (app.config.secrets.store === 'file') return { what, state: 'good', detail };
  const remedy = 'start the system’s keyring (on Linux a Secret Service), or set secrets.store to file';
  return { what, state: 'missing', detail: `no keyring here: ${detail}`, remedy };
}
