/*
 * Uses files in a loop, through a C library, so that a client can time it: `open` opens, reads and closes `path` so many
 * `times`; `read` reads it to its end in pieces of 64 KB; `list` reads the names of a folder; `append` writes `bytes`
 * bytes at the end of a file. Answers with the bytes or names that it saw.
 */
#define _GNU_SOURCE
#include "libc-tool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

TOOLS("{\"tools\":[{\"name\":\"fs-bench\",\"description\":\"Uses files in a loop.\","
      "\"inputSchema\":{\"type\":\"object\"},\"outputSchema\":{\"type\":\"object\"}}]}")

static char line[128];
static char buffer[65536];

static outcome answered(const char *name, long long value) {
  int length = snprintf(line, sizeof line, "{\"%s\":%lld}", name, value);
  return (outcome){0, {line, (unsigned)length}};
}

static outcome failed(void) {
  int length = snprintf(line, sizeof line, "{\"error\":\"%s\"}", strerror(errno));
  return (outcome){0, {line, (unsigned)length}};
}

static outcome open_often(const char *path, long long times) {
  long long total = 0;
  for (long long done = 0; done < times; done++) {
    int file = open(path, O_RDONLY);
    if (file < 0) return failed();
    ssize_t got = read(file, buffer, 4096);
    if (got < 0 || close(file) != 0) return failed();
    total += got;
  }
  return answered("bytes", total);
}

static outcome read_all(const char *path) {
  long long total = 0;
  int file = open(path, O_RDONLY);
  if (file < 0) return failed();
  for (;;) {
    ssize_t got = read(file, buffer, sizeof buffer);
    if (got < 0) return failed();
    if (got == 0) break;
    total += got;
  }
  return close(file) == 0 ? answered("bytes", total) : failed();
}

static outcome list(const char *path) {
  long long names = 0;
  DIR *listing = opendir(path);
  if (listing == NULL) return failed();
  while (readdir(listing) != NULL) names++;
  return closedir(listing) == 0 ? answered("names", names) : failed();
}

static outcome append(const char *path, long long bytes) {
  int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
  if (file < 0) return failed();
  ssize_t put = write(file, buffer, (size_t)bytes);
  if (put < 0) return failed();
  return close(file) == 0 ? answered("bytes", put) : failed();
}

static outcome answer_call(const char *arguments) {
  char op[16], path[256];
  strncpy(op, text_member(arguments, "\"op\""), sizeof op - 1);
  op[sizeof op - 1] = 0;
  strncpy(path, text_member(arguments, "\"path\""), sizeof path - 1);
  path[sizeof path - 1] = 0;
  const char *at = strstr(arguments, "\"count\":");
  long long count = at == NULL ? 0 : strtoll(at + 8, NULL, 10);
  if (strcmp(op, "open") == 0) return open_often(path, count);
  if (strcmp(op, "read") == 0) return read_all(path);
  if (strcmp(op, "list") == 0) return list(path);
  if (strcmp(op, "append") == 0) return append(path, count);
  return answered("nothing", 0);
}
