/*
 * Opens by the ten thousand, while somebody else swaps what stands there for a link. What is opened is
 * read, and counted by its first letter: `i` stands in files inside the folder, `o` in files outside.
 * `changed` counts the opens that noticed the swap: what was a directory is none any more.
 */

typedef struct {
  u64 inside, outside, refused, missing, changed, other;
} tally;

static void count_error(tally *count, u8 code) {
  if (code == NOT_PERMITTED) count->refused++;
  else if (code == NO_ENTRY) count->missing++;
  else if (code == NOT_DIRECTORY || code == BUSY) count->changed++;
  else count->other++;
}

/* The bytes read are allocated anew by each read; the heap goes back to where it was. */
static void open_and_read(tally *count, u32 directory, text path) {
  u32 kept = heap_end;
  made file;
  open_at(directory, 1, path.data, path.length, 0, READ, &file);
  if (file.is_error) return count_error(count, file.code);
  chunk data;
  read_at(file.handle, 16, 0, &data);
  if (data.is_error || data.data.length == 0) count->other++;
  else if (data.data.data[0] == 'i') count->inside++;
  else count->outside++;
  drop_descriptor(file.handle);
  heap_end = kept;
}

static void create(tally *count, u32 directory, text path) {
  made file;
  open_at(directory, 1, path.data, path.length, CREATE, WRITE, &file);
  if (file.is_error) return count_error(count, file.code);
  drop_descriptor(file.handle);
}

static outcome tallied(tally count) {
  add_literal(&json, ",\"inside\":");
  add_number(&json, count.inside);
  add_literal(&json, ",\"outside\":");
  add_number(&json, count.outside);
  add_literal(&json, ",\"refused\":");
  add_number(&json, count.refused);
  add_literal(&json, ",\"missing\":");
  add_number(&json, count.missing);
  add_literal(&json, ",\"changed\":");
  add_number(&json, count.changed);
  add_literal(&json, ",\"other\":");
  add_number(&json, count.other);
  return succeeded();
}

/* Opens `path` `size` times, and between them, where `to` is given, creates that. */
static outcome race_open(u32 root, text path, text arguments) {
  tally count = {0, 0, 0, 0, 0, 0};
  text to = text_argument(arguments, LITERAL("to"));
  u64 times = number_argument(arguments, LITERAL("size"), 1);
  for (u64 i = 0; i < times; i++) {
    open_and_read(&count, root, path);
    if (to.length > 0 && i % 8 == 0) create(&count, root, to);
  }
  return tallied(count);
}

/* Opens `to` `size` times through a handle of the directory `path`, which is opened anew now and then. */
static outcome race_handle(u32 root, text path, text arguments) {
  tally count = {0, 0, 0, 0, 0, 0};
  text to = text_argument(arguments, LITERAL("to"));
  u64 times = number_argument(arguments, LITERAL("size"), 1);
  for (u64 done = 0; done < times;) {
    made directory;
    open_at(root, 1, path.data, path.length, DIRECTORY, READ, &directory);
    if (directory.is_error) {
      count_error(&count, directory.code);
      continue;
    }
    for (u32 i = 0; i < 20; i++, done++) open_and_read(&count, directory.handle, to);
    drop_descriptor(directory.handle);
  }
  return tallied(count);
}

/* Uses a handle after it was dropped. */
static outcome use_dropped(u32 root, text path, text arguments) {
  (void)arguments;
  made file;
  status found;
  open_at(root, 1, path.data, path.length, 0, READ, &file);
  if (file.is_error) return refused(file.code);
  drop_descriptor(file.handle);
  stat_self(file.handle, &found);
  return add_status(found);
}
