/*
 * What a program on a C library for WASI preview 1 asks of its system, one thing a call by `op`: arguments,
 * environment, exit codes, standard streams, files, directories, time, randomness and sockets. Answers with JSON.
 */
#define _GNU_SOURCE
#include "libc-tool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

TOOLS("{\"tools\":[{\"name\":\"p1-system\",\"description\":\"Uses the C library.\","
      "\"inputSchema\":{\"type\":\"object\"},\"outputSchema\":{\"type\":\"object\"}}]}")

static char line[1024];

static outcome answered(int length) { return (outcome){0, {line, (unsigned)length}}; }
static outcome failed(void) { return answered(snprintf(line, sizeof line, "{\"errno\":\"%s\"}", strerror(errno))); }

static outcome arguments(void) {
  __wasi_size_t count = 99, bytes = 99;
  if (__wasi_args_sizes_get(&count, &bytes) != 0) return failed();
  return answered(snprintf(line, sizeof line, "{\"count\":%zu,\"bytes\":%zu}", count, bytes));
}

static outcome environment(const char *key) {
  const char *value = getenv(key);
  if (value == NULL) return answered(snprintf(line, sizeof line, "{\"value\":null}"));
  return answered(snprintf(line, sizeof line, "{\"value\":\"%s\"}", value));
}

static outcome standard_streams(void) {
  char byte;
  ssize_t got = read(STDIN_FILENO, &byte, 1);
  int printed = printf("to standard output\n");
  int noted = fprintf(stderr, "to standard error\n");
  int flushed = fflush(NULL);
  return answered(snprintf(line, sizeof line, "{\"read\":%zd,\"printed\":%d,\"noted\":%d,\"flushed\":%d,\"tty\":%d}",
                           got, printed, noted, flushed, isatty(STDOUT_FILENO)));
}

/* Writes, appends, seeks, reads, renames, lists and removes below a folder. */
static outcome files(const char *folder) {
  char path[300], moved[300], read_back[64] = {0};
  snprintf(path, sizeof path, "%s/p1/note.txt", folder);
  snprintf(moved, sizeof moved, "%s/p1/moved.txt", folder);
  char parent[300];
  snprintf(parent, sizeof parent, "%s/p1", folder);
  if (mkdir(parent, 0777) != 0) return failed();
  FILE *file = fopen(path, "w");
  if (file == NULL || fputs("first ", file) < 0 || fclose(file) != 0) return failed();
  file = fopen(path, "a");
  if (file == NULL || fputs("second", file) < 0 || fclose(file) != 0) return failed();
  file = fopen(path, "r");
  if (file == NULL || fseek(file, 6, SEEK_SET) != 0) return failed();
  size_t length = fread(read_back, 1, sizeof read_back - 1, file);
  struct stat facts;
  if (fclose(file) != 0 || stat(path, &facts) != 0 || rename(path, moved) != 0) return failed();
  int entries = 0;
  DIR *listing = opendir(parent);
  if (listing == NULL) return failed();
  for (struct dirent *entry; (entry = readdir(listing)) != NULL;) entries += entry->d_name[0] != '.';
  if (closedir(listing) != 0 || truncate(moved, 3) != 0 || stat(moved, &facts) != 0) return failed();
  if (unlink(moved) != 0 || rmdir(parent) != 0) return failed();
  return answered(snprintf(line, sizeof line, "{\"read\":\"%s\",\"length\":%zu,\"entries\":%d,\"truncated\":%lld}",
                           read_back, length, entries, (long long)facts.st_size));
}

static outcome open_file(const char *path) {
  int file = open(path, O_RDONLY);
  return file < 0 ? failed() : answered(snprintf(line, sizeof line, "{\"opened\":true}"));
}

static outcome clocks(void) {
  struct timespec before, after, pause = {0, 20000000};
  unsigned char bytes[2][16];
  clock_gettime(CLOCK_MONOTONIC, &before);
  if (nanosleep(&pause, NULL) != 0 || clock_gettime(CLOCK_MONOTONIC, &after) != 0) return failed();
  if (getentropy(bytes[0], 16) != 0 || getentropy(bytes[1], 16) != 0) return failed();
  long long slept = (after.tv_sec - before.tv_sec) * 1000000000LL + after.tv_nsec - before.tv_nsec;
  return answered(snprintf(line, sizeof line, "{\"slept\":%lld,\"seconds\":%lld,\"differs\":%d}", slept,
                           (long long)time(NULL), memcmp(bytes[0], bytes[1], 16) != 0));
}

static outcome answer_call(const char *json) {
  char op[32], value[256];
  snprintf(op, sizeof op, "%s", text_member(json, "op"));
  snprintf(value, sizeof value, "%s", text_member(json, "value"));
  if (strcmp(op, "arguments") == 0) return arguments();
  if (strcmp(op, "environment") == 0) return environment(value);
  if (strcmp(op, "streams") == 0) return standard_streams();
  if (strcmp(op, "files") == 0) return files(value);
  if (strcmp(op, "open") == 0) return open_file(value);
  if (strcmp(op, "clocks") == 0) return clocks();
  if (strcmp(op, "exit") == 0) exit(atoi(value));
  if (strcmp(op, "abort") == 0) abort();
  return (outcome){1, {"no such op", 10}};
}
