/* Counts words: the smallest useful component, of typed exports. */
#include "canonical-abi.h"

EXPORT("count-words") u32 count_words(const char *text, u32 length) {
  u32 words = 0;
  _Bool inside = 0;
  for (u32 at = 0; at < length; at++) {
    _Bool is_space = text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r';
    words += inside == 0 && !is_space;
    inside = !is_space;
  }
  return words;
}
