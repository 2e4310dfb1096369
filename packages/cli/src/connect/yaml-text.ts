import { isMap, parseDocument, type Document } from 'yaml';
import type { TextFormat } from './config-text.ts';

/** YAML 1.2 of one document, with its comments. An empty text is an empty table. */
export const yamlText: TextFormat = {
  parse: (text) => (read(text).toJS() as unknown) ?? {},
  edit(text, path, entry) {
    const document = read(text);
    if (entry === undefined) document.deleteIn(path);
    else {
      if (!isMap(document.contents)) document.contents = document.createNode({});
      document.setIn(path, document.createNode(entry));
    }
    return document.toString({ lineWidth: 0 });
  },
};

function read(text: string): Document {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  const [first] = document.errors;
  if (first !== undefined) throw first;
  return document;
}
