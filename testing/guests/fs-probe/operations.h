/* The operations by name: those on a path below a descriptor, and those on a file opened for them. */

typedef struct {
  text name;
  outcome (*run)(u32 root, text path, text arguments);
} path_operation;

typedef struct {
  text name;
  u32 open_flags;
  u32 flags;
  outcome (*run)(u32 file, text arguments);
} file_operation;

static u32 follow(text arguments) { return (u32)number_argument(arguments, LITERAL("follow"), 1); }
static u64 offset(text arguments) { return number_argument(arguments, LITERAL("offset"), 0); }

static outcome do_stat(u32 root, text path, text arguments) {
  status found;
  stat_at(root, follow(arguments), path.data, path.length, &found);
  return add_status(found);
}

static outcome do_readlink(u32 root, text path, text arguments) {
  (void)arguments;
  chunk target;
  readlink_at(root, path.data, path.length, &target);
  return add_chunk(target);
}

#define SIMPLE(name, function)                                      \
  static outcome name(u32 root, text path, text arguments) {        \
    (void)arguments;                                                \
    done result;                                                    \
    function(root, path.data, path.length, &result);                \
    return reported(result);                                        \
  }
SIMPLE(do_mkdir, create_directory_at)
SIMPLE(do_rmdir, remove_directory_at)
SIMPLE(do_unlink, unlink_file_at)

static u32 target_root(u32 root, text arguments) {
  text path = text_argument(arguments, LITERAL("to-root"));
  return path.length == 0 ? root : find_root(path);
}

static outcome do_rename(u32 root, text path, text arguments) {
  done result;
  text to = text_argument(arguments, LITERAL("to"));
  rename_at(root, path.data, path.length, target_root(root, arguments), to.data, to.length, &result);
  return reported(result);
}

static outcome do_link(u32 root, text path, text arguments) {
  done result;
  text to = text_argument(arguments, LITERAL("to"));
  link_at(root, 0, path.data, path.length, target_root(root, arguments), to.data, to.length, &result);
  return reported(result);
}

/* Makes a link at `to` that points to `path`. */
static outcome do_symlink(u32 root, text path, text arguments) {
  done result;
  text to = text_argument(arguments, LITERAL("to"));
  symlink_at(root, path.data, path.length, to.data, to.length, &result);
  return reported(result);
}

static outcome do_open(u32 file, text arguments) {
  (void)arguments;
  status found;
  stat_self(file, &found);
  return add_status(found);
}

static outcome do_read(u32 file, text arguments) {
  chunk data;
  read_at(file, number_argument(arguments, LITERAL("size"), 65536), offset(arguments), &data);
  return add_chunk(data);
}

static outcome do_read_stream(u32 file, text arguments) {
  made stream;
  transfer result;
  read_stream(file, offset(arguments), &stream);
  if (stream.is_error) return refused(stream.code);
  stream_read(stream.handle, number_argument(arguments, LITERAL("size"), 65536), &result);
  return transferred(result, 1);
}

static outcome do_write(u32 file, text arguments) {
  counted written;
  text data = text_argument(arguments, LITERAL("data"));
  write_at(file, data.data, data.length, offset(arguments), &written);
  if (written.is_error) return refused(written.code);
  add_literal(&json, ",\"written\":");
  add_number(&json, written.size);
  return succeeded();
}

static outcome write_to(made stream, text arguments) {
  transfer result;
  text data = text_argument(arguments, LITERAL("data"));
  if (stream.is_error) return refused(stream.code);
  stream_write(stream.handle, data.data, data.length, &result);
  return transferred(result, 0);
}

static outcome do_write_stream(u32 file, text arguments) {
  made stream;
  write_stream(file, offset(arguments), &stream);
  return write_to(stream, arguments);
}

static outcome do_append(u32 file, text arguments) {
  made stream;
  append_stream(file, &stream);
  return write_to(stream, arguments);
}

static outcome do_set_size(u32 file, text arguments) {
  done result;
  set_size(file, number_argument(arguments, LITERAL("size"), 0), &result);
  return reported(result);
}

static outcome do_set_times(u32 file, text arguments) {
  (void)arguments;
  done result;
  set_times(file, 1, 0, 0, 1, 0, 0, &result);
  return reported(result);
}

static outcome do_list(u32 file, text arguments) {
  (void)arguments;
  return list_entries(file);
}

/* Reads a directory to its end and tells only how many entries it has. */
static outcome do_count(u32 file, text arguments) {
  (void)arguments;
  made stream;
  read_directory(file, &stream);
  if (stream.is_error) return refused(stream.code);
  u32 count = 0;
  for (entry item;; count++) {
    read_entry(stream.handle, &item);
    if (item.is_error) return refused(item.code);
    if (!item.is_some) break;
  }
  add_literal(&json, ",\"names\":");
  add_number(&json, count);
  return succeeded();
}

static const path_operation path_operations[] = {
    {LITERAL("stat"), do_stat},     {LITERAL("readlink"), do_readlink}, {LITERAL("mkdir"), do_mkdir},
    {LITERAL("rmdir"), do_rmdir},   {LITERAL("unlink"), do_unlink},     {LITERAL("rename"), do_rename},
    {LITERAL("link"), do_link},     {LITERAL("symlink"), do_symlink},   {LITERAL("race-open"), race_open},
    {LITERAL("race-handle"), race_handle}, {LITERAL("use-dropped"), use_dropped}};

static const file_operation file_operations[] = {
    {LITERAL("open"), 0, READ, do_open},
    {LITERAL("read"), 0, READ, do_read},
    {LITERAL("read-stream"), 0, READ, do_read_stream},
    {LITERAL("write"), CREATE | TRUNCATE, WRITE, do_write},
    {LITERAL("write-stream"), CREATE, WRITE, do_write_stream},
    {LITERAL("append"), CREATE, WRITE, do_append},
    {LITERAL("set-size"), 0, WRITE, do_set_size},
    {LITERAL("set-times"), 0, WRITE, do_set_times},
    {LITERAL("list"), DIRECTORY, READ, do_list},
    {LITERAL("count"), DIRECTORY, READ, do_count}};

/* `open-flags` and `flags` in the arguments replace what the operation opens its file with. */
static outcome on_open_file(u32 root, text path, text arguments, file_operation operation) {
  made file;
  u32 open_flags = (u32)number_argument(arguments, LITERAL("open-flags"), operation.open_flags);
  u32 flags = (u32)number_argument(arguments, LITERAL("flags"), operation.flags);
  open_at(root, follow(arguments), path.data, path.length, open_flags, flags, &file);
  return file.is_error ? refused(file.code) : operation.run(file.handle, arguments);
}
