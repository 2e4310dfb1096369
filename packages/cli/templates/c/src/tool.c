#include "component.h"

EXPORT("greet")
result *greet(const char *name, size_t length) {
  text whom = {name, length};
  if (whom.length == 0) return fail(TEXT("The name is empty: whom shall I greet?"));
  return succeed(join(TEXT("Hello, "), whom, TEXT("!")));
}
