import { aboutAmbient, type AmbientPage } from './write-ambient-page.ts';
import { anchor, exported, WRITTEN, type Page } from './write-page.ts';

/** The page that lists the others with what each exports. */
export function writeIndex(pages: readonly Page[], ambient: readonly AmbientPage[]): string {
  const sections = pages.map((page) => {
    const lines = exported(page).map(
      ([key, { name, doc }]) =>
        `- [\`${name}\`](${page.name}.md#${anchor(page, key)}): ${firstSentence(doc)}`,
    );
    return `## [${page.title}](${page.name}.md)\n\n\`import { … } from '${page.entry}';\`\n\n${lines.join('\n')}`;
  });
  const others = ambient.map(
    ({ name, title, entry, source }) =>
      `## [${title}](${name}.md)\n\n\`${entry}\`: ${firstSentence(aboutAmbient(source))}`,
  );
  const about = 'What each thing is and takes. How to use them: [the pages for authors](../guest/index.md).';
  return `${[WRITTEN, '# Reference of the guest SDK', about, ...sections, ...others].join('\n\n')}\n`;
}

const firstSentence = (doc: string): string =>
  plain(doc.replaceAll('\n', ' ').replace(/(?<=[.`)])\s+[A-Z`][^]*$/u, ''));

const plain = (doc: string): string => doc.replace(/\{@link (?<name>\w+)\}/gu, '`$<name>`');
