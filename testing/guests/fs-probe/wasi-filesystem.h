/* The imports of `wasi:filesystem` and its streams by the canonical ABI. */
#ifndef KAMI_GUEST_WASI_FILESYSTEM_H
#define KAMI_GUEST_WASI_FILESYSTEM_H

#include "canonical-abi.h"

typedef struct {
  u32 descriptor;
  text path;
} preopen;

typedef struct {
  const preopen *items;
  u32 count;
} preopens;

/* `result<own<…>, error-code>`. */
typedef struct {
  u8 is_error;
  union {
    u32 handle;
    u8 code;
  };
} made;

/* `result<_, error-code>`. */
typedef struct {
  u8 is_error;
  u8 code;
} done;

/* `result<string, error-code>`, and `result<tuple<list<u8>, bool>, error-code>`. */
typedef struct {
  u8 is_error;
  union {
    struct {
      text data;
      u8 at_end;
    };
    u8 code;
  };
} chunk;

/* `result<filesize, error-code>`. */
typedef struct {
  u8 is_error;
  union {
    u64 size;
    u8 code;
  };
} counted;

typedef struct {
  u8 is_some;
  u64 seconds;
  u32 nanoseconds;
} maybe_time;

/* `result<descriptor-stat, error-code>`. */
typedef struct {
  u8 is_error;
  union {
    struct {
      u8 type;
      u64 links;
      u64 size;
      maybe_time accessed, modified, changed;
    } __attribute__((aligned(8)));
    u8 code;
  };
} status;

/* `result<option<directory-entry>, error-code>`. */
typedef struct {
  u8 is_error;
  union {
    struct {
      u8 is_some;
      u8 unused[3];
      u8 type;
      text name;
    } __attribute__((aligned(4)));
    u8 code;
  };
} entry;

/* `result<list<u8>, stream-error>`, and `result<_, stream-error>` in its first two members. */
typedef struct {
  u8 is_error;
  union {
    text data;
    u32 is_closed;
  };
} transfer;

#define TYPES "wasi:filesystem/types@0.2.3"
#define STREAMS "wasi:io/streams@0.2.3"
#define METHOD(name) IMPORT(TYPES, "[method]descriptor." name)

IMPORT("wasi:filesystem/preopens@0.2.3", "get-directories") void get_directories(preopens *list);
IMPORT(TYPES, "[resource-drop]descriptor") void drop_descriptor(u32 self);
METHOD("open-at")
void open_at(u32 self, u32 follow, const char *path, u32 length, u32 open_flags, u32 flags, made *answer);
METHOD("read") void read_at(u32 self, u64 length, u64 offset, chunk *answer);
METHOD("write") void write_at(u32 self, const char *data, u32 length, u64 offset, counted *answer);
METHOD("read-via-stream") void read_stream(u32 self, u64 offset, made *answer);
METHOD("write-via-stream") void write_stream(u32 self, u64 offset, made *answer);
METHOD("append-via-stream") void append_stream(u32 self, made *answer);
METHOD("set-size") void set_size(u32 self, u64 size, done *answer);
METHOD("set-times")
void set_times(u32 self, u32 accessed, u64 seconds_a, u32 nanoseconds_a, u32 modified, u64 seconds_m,
               u32 nanoseconds_m, done *answer);
METHOD("stat") void stat_self(u32 self, status *answer);
METHOD("stat-at") void stat_at(u32 self, u32 follow, const char *path, u32 length, status *answer);
METHOD("read-directory") void read_directory(u32 self, made *answer);
METHOD("create-directory-at") void create_directory_at(u32 self, const char *path, u32 length, done *answer);
METHOD("remove-directory-at") void remove_directory_at(u32 self, const char *path, u32 length, done *answer);
METHOD("unlink-file-at") void unlink_file_at(u32 self, const char *path, u32 length, done *answer);
METHOD("readlink-at") void readlink_at(u32 self, const char *path, u32 length, chunk *answer);
METHOD("rename-at")
void rename_at(u32 self, const char *from, u32 from_length, u32 target, const char *to, u32 to_length, done *answer);
METHOD("link-at")
void link_at(u32 self, u32 follow, const char *from, u32 from_length, u32 target, const char *to, u32 to_length,
             done *answer);
METHOD("symlink-at")
void symlink_at(u32 self, const char *from, u32 from_length, const char *to, u32 to_length, done *answer);
IMPORT(TYPES, "[method]directory-entry-stream.read-directory-entry") void read_entry(u32 self, entry *answer);
IMPORT(STREAMS, "[method]input-stream.blocking-read") void stream_read(u32 self, u64 length, transfer *answer);
IMPORT(STREAMS, "[method]output-stream.blocking-write-and-flush")
void stream_write(u32 self, const char *data, u32 length, transfer *answer);

#endif
