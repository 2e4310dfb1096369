/* The cases of two enums of `wasi:filesystem/types`, in the order of its WIT. */

static const text error_codes[] = {
    LITERAL("access"), LITERAL("would-block"), LITERAL("already"), LITERAL("bad-descriptor"), LITERAL("busy"),
    LITERAL("deadlock"), LITERAL("quota"), LITERAL("exist"), LITERAL("file-too-large"),
    LITERAL("illegal-byte-sequence"), LITERAL("in-progress"), LITERAL("interrupted"), LITERAL("invalid"),
    LITERAL("io"), LITERAL("is-directory"), LITERAL("loop"), LITERAL("too-many-links"), LITERAL("message-size"),
    LITERAL("name-too-long"), LITERAL("no-device"), LITERAL("no-entry"), LITERAL("no-lock"),
    LITERAL("insufficient-memory"), LITERAL("insufficient-space"), LITERAL("not-directory"), LITERAL("not-empty"),
    LITERAL("not-recoverable"), LITERAL("unsupported"), LITERAL("no-tty"), LITERAL("no-such-device"),
    LITERAL("overflow"), LITERAL("not-permitted"), LITERAL("pipe"), LITERAL("read-only"), LITERAL("invalid-seek"),
    LITERAL("text-file-busy"), LITERAL("cross-device")};

static const text descriptor_types[] = {
    LITERAL("unknown"),       LITERAL("block-device"), LITERAL("character-device"), LITERAL("directory"),
    LITERAL("fifo"),          LITERAL("symbolic-link"), LITERAL("regular-file"),    LITERAL("socket")};
