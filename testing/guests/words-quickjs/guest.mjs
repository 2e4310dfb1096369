/** Counts words, in QuickJS: the same function as `words-c`. */
import { countWords, definitions } from '../include/count-words.mjs';

export const describe = () => definitions;
export const call = (_name, argsJson) => countWords(argsJson);
