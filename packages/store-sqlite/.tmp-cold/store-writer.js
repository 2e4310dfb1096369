import { hash, randomUUID } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { closeSync, existsSync, linkSync, openSync, renameSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
// packages/types/src/error-codes.ts
/**
* Every error code of KAMI with whom it blames. The set is closed: each edge (exit code, JSON-RPC
* code) maps all of them by type, so a new code does not compile until it is mapped.
*/
const ERROR_BLAME = {
	/** The command line or a request is not of the form that is asked for. */
	KAMI_USAGE: "user",
	/** Arguments do not fit the tool's input schema; the message names path and expectation. */
	KAMI_ARGUMENT_INVALID: "user",
	/** No installed tool has this name or id. */
	KAMI_TOOL_UNKNOWN: "user",
	/** `tool.toml` is missing, is no TOML, or breaks a rule; data has `line`, `column`, `field`. */
	KAMI_MANIFEST_INVALID: "user",
	/** The bytes are no WebAssembly component, or one that KAMI refuses. */
	KAMI_COMPONENT_INVALID: "user",
	/** The component imports an interface that KAMI does not offer. */
	KAMI_IMPORT_UNKNOWN: "user",
	/** An exported function has a type that a tool cannot have (resources, streams, futures). */
	KAMI_TYPE_UNSUPPORTED: "user",
	/** Another tool has this name. */
	KAMI_NAME_TAKEN: "user",
	/** A setting is unknown or has a wrong value; data has `key` and `source`. */
	KAMI_CONFIG_INVALID: "user",
	/** The file, folder or address given does not exist or cannot be read. */
	KAMI_SOURCE_UNREADABLE: "user",
	/** The tool answered that it failed. */
	KAMI_TOOL_FAILED: "tool",
	/** The component trapped: unreachable code, out-of-bounds access, stack overflow. */
	KAMI_TOOL_TRAPPED: "tool",
	/** The tool's answer is not of the form its world or its output schema promises. */
	KAMI_TOOL_RESULT_INVALID: "tool",
	/** The tool cannot be started: its initialisation traps, loops or fails. */
	KAMI_TOOL_BROKEN: "tool",
	/** The tool was not granted what it tried to use; the hint has the command that grants it. */
	KAMI_DENIED: "policy",
	/** The tool is installed and waits for approval. */
	KAMI_TOOL_HELD: "policy",
	/** The call ran into its deadline and was killed. */
	KAMI_DEADLINE_EXCEEDED: "limit",
	/** The call needed more memory than it may have. */
	KAMI_MEMORY_EXCEEDED: "limit",
	/** The answer is larger than the tool's output limit. */
	KAMI_OUTPUT_TOO_LARGE: "limit",
	/** Too many calls are waiting already. */
	KAMI_QUEUE_FULL: "limit",
	/** The caller withdrew the call. */
	KAMI_CANCELLED: "user",
	/** The executor process broke the protocol, failed its self-test or died. */
	KAMI_EXECUTOR_FAULT: "system",
	/** The database or a stored file is damaged. */
	KAMI_STORE_CORRUPT: "system",
	/** The database was written by a newer KAMI. */
	KAMI_STORE_NEWER: "system",
	/** The database cannot be read or written (locked, full disk, read-only). */
	KAMI_STORE_FAILED: "system",
	/** The home folder cannot be made or used. */
	KAMI_HOME_UNUSABLE: "system",
	/** A network operation of KAMI itself failed. */
	KAMI_NETWORK_FAILED: "system",
	/** A defect of KAMI. */
	KAMI_INTERNAL: "system"
};
// packages/types/src/error.ts
/** Makes an error of a code; the blame follows from the code. */
function kamiError(code, message, detail = {}) {
	return {
		code,
		message,
		blame: ERROR_BLAME[code],
		...detail
	};
}
// packages/types/src/result.ts
/** Wraps a success. */
function ok(value) {
	return {
		ok: true,
		value
	};
}
/** Wraps an expected failure. */
function err(error) {
	return {
		ok: false,
		error
	};
}
/** Reads a SHA-256 digest, with or without the prefix `sha256:`. */
function parseDigest(text) {
	const hex = text.startsWith("sha256:") ? text.slice(7) : text;
	const isDigest = (t) => /^[0-9a-f]{64}$/.test(t);
	return isDigest(hex) ? ok(hex) : err(kamiError("KAMI_USAGE", "a digest is 64 lower-case hex digits"));
}
// packages/types/src/limits.ts
/** Defaults and maxima of every limit; a minimum is 1 each. */
const LIMIT_RANGES = {
	maxMemoryMb: {
		default: 64,
		maximum: 4096
	},
	maxExecutionMs: {
		default: 5e3,
		maximum: 6e5
	},
	maxOutputKb: {
		default: 1024,
		maximum: 65536
	},
	maxStorageMb: {
		default: 64,
		maximum: 10240
	},
	maxConcurrency: {
		default: 4,
		maximum: 64
	}
};
LIMIT_RANGES.maxMemoryMb.default, LIMIT_RANGES.maxExecutionMs.default, LIMIT_RANGES.maxOutputKb.default, LIMIT_RANGES.maxStorageMb.default, LIMIT_RANGES.maxConcurrency.default;
// packages/store-sqlite/src/write/in-transaction.ts
/** Runs a function in one immediate transaction: the write lock is taken first, and everything is rolled back on a throw. */
function inTransaction(connection, run) {
	connection.exec("BEGIN IMMEDIATE");
	try {
		const value = run();
		connection.exec("COMMIT");
		return value;
	} catch (cause) {
		if (connection.inTransaction) connection.exec("ROLLBACK");
		throw cause;
	}
}
// packages/store-sqlite/src/schema/migrations.ts
/** `PRAGMA application_id` of KAMI's databases: "KAMI" in ASCII. */
const APPLICATION_ID = 1262570825;
/**
* One script per version of the schema, run in order, each in a transaction of its own; the version is
* `PRAGMA user_version`. A script that was released is never changed.
*/
const MIGRATIONS = [`
  CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO meta (key, value) VALUES ('revision', 0);

  CREATE TABLE installations (
    tool_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    contract_hash TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    manifest TEXT NOT NULL CHECK (json_valid(manifest)),
    convention TEXT NOT NULL,
    imports TEXT NOT NULL CHECK (json_valid(imports)),
    definitions TEXT NOT NULL CHECK (json_valid(definitions)),
    prepared_key TEXT NOT NULL,
    prepared_digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'held')),
    permission TEXT NOT NULL CHECK (json_valid(permission)),
    installed_at TEXT NOT NULL,
    source TEXT NOT NULL,
    search TEXT NOT NULL,
    PRIMARY KEY (tool_id, digest)
  ) STRICT;
  CREATE UNIQUE INDEX installations_state ON installations (tool_id, state);
  CREATE INDEX installations_name ON installations (name, state);
  CREATE TRIGGER installations_name_insert BEFORE INSERT ON installations
  WHEN EXISTS (SELECT 1 FROM installations WHERE name = NEW.name AND tool_id <> NEW.tool_id)
  BEGIN SELECT RAISE(ABORT, 'a name belongs to one tool'); END;
  CREATE TRIGGER installations_name_update BEFORE UPDATE OF name, tool_id ON installations
  WHEN EXISTS (SELECT 1 FROM installations WHERE name = NEW.name AND tool_id <> NEW.tool_id)
  BEGIN SELECT RAISE(ABORT, 'a name belongs to one tool'); END;

  CREATE TABLE events (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    event_id TEXT NOT NULL UNIQUE,
    time TEXT NOT NULL,
    trace_id TEXT NOT NULL,
    span_id TEXT NOT NULL,
    parent_span_id TEXT,
    correlation_id TEXT NOT NULL,
    causation_id TEXT,
    actor TEXT NOT NULL,
    claimed_client TEXT,
    intent TEXT NOT NULL,
    tool_id TEXT,
    tool_version TEXT,
    digest TEXT,
    phase TEXT NOT NULL,
    type TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    payload_digest TEXT NOT NULL,
    leaf_hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_correlation ON events (correlation_id, seq);
  CREATE INDEX events_tool ON events (tool_id, seq);
  CREATE INDEX events_type ON events (type, seq);
  CREATE TRIGGER events_no_update BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
  CREATE TRIGGER events_no_delete BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;

  CREATE TABLE event_payloads (
    seq INTEGER PRIMARY KEY REFERENCES events (seq),
    payload BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER event_payloads_no_update BEFORE UPDATE ON event_payloads
  BEGIN SELECT RAISE(ABORT, 'a payload is shredded whole or kept'); END;
  `];
/** The version of the schema that this KAMI writes. */
const SCHEMA_VERSION = MIGRATIONS.length;
// packages/store-sqlite/src/translate-error.ts
/** Thrown inside a transaction to roll it back with an error of KAMI's own. */
var StoreRefusal = class extends Error {
	error;
	constructor(error) {
		super(error.message);
		this.error = error;
	}
};
/** Thrown when a stored row is not of the form that KAMI writes. */
var DamagedRow = class extends Error {};
const DAMAGED_HINT = "move the file away and restore a backup of the home, or install the tools again";
/** Failures by the start of SQLite's result code (sqlite.org/rescode.html); the longest start that fits counts. */
const FAILURES = [
	[
		"SQLITE_BUSY",
		"another process holds the write lock",
		"try again; kami doctor shows who has the home open"
	],
	[
		"SQLITE_LOCKED",
		"another process holds the write lock",
		"try again; kami doctor shows who has the home open"
	],
	[
		"SQLITE_FULL",
		"the disk is full; nothing was changed",
		"free some space and try again"
	],
	[
		"SQLITE_READONLY",
		"it is read-only",
		"check the permissions of the home folder, or set KAMI_HOME"
	],
	[
		"SQLITE_CANTOPEN",
		"it cannot be opened",
		"check the permissions of the home folder, or set KAMI_HOME"
	],
	[
		"SQLITE_PERM",
		"it cannot be opened",
		"check the permissions of the home folder, or set KAMI_HOME"
	],
	[
		"SQLITE_IOERR",
		"the disk failed",
		"check the disk, then try again"
	],
	[
		"SQLITE_",
		"SQLite refused",
		"kami doctor checks the home"
	]
];
/** Makes an expected failure of SQLite or of the file system a value; anything else is a defect and thrown again. */
function translateError(path, cause) {
	if (cause instanceof StoreRefusal) return cause.error;
	if (cause instanceof DamagedRow) return damaged(path, cause.message, cause);
	if (cause instanceof Database.SqliteError) return translateSqlite(path, cause);
	if (cause instanceof Error && "code" in cause && typeof cause.code === "string" && "syscall" in cause) return translateSystem(path, cause.code, cause);
	throw cause;
}
/** A database that is not what KAMI wrote. */
function damaged(path, reason, cause) {
	return kamiError("KAMI_STORE_CORRUPT", `the database ${path} is damaged: ${reason}`, {
		hint: DAMAGED_HINT,
		cause
	});
}
function translateSystem(path, code, cause) {
	if (code === "ENOSPC" || code === "EDQUOT") return kamiError("KAMI_STORE_FAILED", `the database ${path} cannot be written: the disk is full (${code})`, {
		hint: "free some space and try again",
		cause
	});
	return kamiError("KAMI_HOME_UNUSABLE", `the database ${path} cannot be used: ${cause.message}`, {
		hint: "check that the home folder exists and can be written, or set KAMI_HOME",
		cause
	});
}
function translateSqlite(path, cause) {
	if (/^SQLITE_(?:CORRUPT|NOTADB)/u.test(cause.code)) return damaged(path, cause.message, cause);
	const [, reason, hint] = FAILURES.find(([start]) => cause.code.startsWith(start)) ?? [
		"",
		"SQLite refused",
		""
	];
	return kamiError("KAMI_STORE_FAILED", `the database ${path} cannot be used: ${reason} (${cause.code}: ${cause.message})`, {
		hint,
		cause
	});
}
// packages/store-sqlite/src/schema/refuse-foreign.ts
/** The schema's version of an open database; refuses one that is not KAMI's or that a newer KAMI wrote. */
function refuseForeign(connection, path) {
	const version = Number(connection.pragma("user_version", { simple: true }));
	if (version > SCHEMA_VERSION) throw new StoreRefusal(newerSchema(path, version));
	const application = Number(connection.pragma("application_id", { simple: true }));
	const isNew = application === 0 && version === 0 && isEmpty(connection);
	if (application !== 1262570825 && !isNew) throw new StoreRefusal(notKami(path));
	return version;
}
/** A database of a schema that this KAMI does not know. */
function newerSchema(path, version) {
	return kamiError("KAMI_STORE_NEWER", `the database ${path} was written by a newer KAMI (schema ${version}, known is ${SCHEMA_VERSION}); nothing was changed`, { hint: "update KAMI, or set KAMI_HOME to another home" });
}
/** A database of another program. */
function notKami(path) {
	return damaged(path, "it is a database, but not one of KAMI");
}
function isEmpty(connection) {
	return connection.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === void 0;
}
// packages/store-sqlite/src/schema/migrate.ts
/** Brings an open database to the schema's version: each step in a transaction, its version inside it. */
function migrate(connection, path) {
	connection.pragma("journal_mode = WAL");
	MIGRATIONS.forEach((script, index) => {
		inTransaction(connection, () => {
			if (refuseForeign(connection, path) > index) return;
			connection.exec(script);
			connection.pragma(`application_id = ${APPLICATION_ID}`);
			connection.pragma(`user_version = ${index + 1}`);
		});
	});
}
/**
* Makes a new database whole or not at all: it is migrated under another name and then linked to its own, so no process
* ever sees a file without a schema. When another process was first, its file stays.
*/
function createDatabase(path, unique) {
	const draft = `${path}.new-${unique}`;
	try {
		closeSync(openSync(draft, "wx", 384));
		const connection = new Database(draft);
		try {
			migrate(connection, path);
		} finally {
			connection.close();
		}
		publish(draft, path);
	} finally {
		for (const suffix of [
			"",
			"-wal",
			"-shm",
			"-journal"
		]) rmSync(`${draft}${suffix}`, { force: true });
	}
}
function publish(draft, path) {
	try {
		linkSync(draft, path);
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? cause.code : void 0;
		if (code === "EEXIST") return;
		if (code !== "EPERM" && code !== "ENOTSUP" && code !== "EOPNOTSUPP" && code !== "ENOSYS") throw cause;
		renameSync(draft, path);
	}
}
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
"".isWellFormed;
// node_modules/.pnpm/smol-toml@1.9.1/node_modules/smol-toml/dist/index.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
// packages/registry/src/tool-search-text.ts
/** The text that `ToolQuery.text` is looked for in: name, id and descriptions in lower case, a line each. */
function toolSearchText(tool) {
	const { id, name, manifest, definitions } = tool;
	return [
		name,
		id,
		...[manifest.description ?? "", ...definitions.map(({ description }) => description)]
	].join("\n").toLowerCase();
}
// packages/store-sqlite/src/row/installation-row.ts
/** An installed tool as named parameters of an insert. */
function writeInstallation(tool) {
	return {
		tool_id: tool.id,
		digest: tool.digest,
		name: tool.name,
		version: tool.version,
		contract_hash: tool.contractHash,
		size: tool.size,
		manifest: JSON.stringify(tool.manifest),
		convention: tool.convention,
		imports: JSON.stringify(tool.imports),
		definitions: JSON.stringify(tool.definitions),
		prepared_key: tool.prepared.key,
		prepared_digest: tool.prepared.digest,
		state: tool.state,
		permission: JSON.stringify(tool.permission),
		installed_at: tool.installedAt,
		source: tool.source,
		search: toolSearchText(tool)
	};
}
// packages/store-sqlite/src/write/change-catalogue.ts
/** Applies a change inside an open transaction and raises the revision; throws `StoreRefusal` when it is not possible. */
function changeCatalogue(connection, change) {
	switch (change.kind) {
		case "install":
			install(connection, change.tool);
			break;
		case "put":
			put(connection, change.id, change.digest, change.permission, change.state);
			break;
		case "remove": remove(connection, change.id);
	}
	connection.prepare("UPDATE meta SET value = value + 1 WHERE key = 'revision'").run();
}
function install(connection, tool) {
	const other = connection.prepare("SELECT tool_id FROM installations WHERE name = ? AND tool_id <> ?").pluck().get(tool.name, tool.id);
	if (typeof other === "string") throw new StoreRefusal(nameTaken(tool, other));
	const row = writeInstallation(tool);
	makeRoom(connection, tool.id, tool.digest, tool.state);
	const columns = Object.keys(row);
	connection.prepare(`INSERT OR REPLACE INTO installations (${columns.join(", ")}) VALUES (${columns.map((c) => `@${c}`).join(", ")})`).run(row);
}
function put(connection, id, digest, permission, state) {
	makeRoom(connection, id, digest, state);
	const { changes } = connection.prepare("UPDATE installations SET permission = ?, state = ? WHERE tool_id = ? AND digest = ?").run(JSON.stringify(permission), state, id, digest);
	if (changes === 0) throw new StoreRefusal(unknownTool(`no version of ${id} with the digest ${digest} is installed`));
}
function remove(connection, id) {
	const { changes } = connection.prepare("DELETE FROM installations WHERE tool_id = ?").run(id);
	if (changes === 0) throw new StoreRefusal(unknownTool(`the tool ${id} is not installed`));
}
/** Takes out the version that has this state now: one version of a tool is active, and one waits at most. */
function makeRoom(connection, id, digest, state) {
	connection.prepare("DELETE FROM installations WHERE tool_id = ? AND state = ? AND digest <> ?").run(id, state, digest);
}
function nameTaken(tool, owner) {
	return kamiError("KAMI_NAME_TAKEN", `the name ${tool.name} belongs to the tool ${owner}; ${tool.id} cannot have it too`, {
		hint: `remove the other one with: kami remove ${owner}`,
		data: {
			name: tool.name,
			owner,
			id: tool.id
		}
	});
}
function unknownTool(message) {
	return kamiError("KAMI_TOOL_UNKNOWN", message, { hint: "kami list shows what is installed" });
}
// packages/store-sqlite/src/log/leaf-hash.ts
/**
* Threat: a log whose rows are changed, moved or taken out afterwards.
* Rule: each row carries the RFC 6962 hash of its fields, its position among them; fields are framed by length, so no
* two rows have the same bytes.
*/
/** SHA-256 of bytes. */
function sha256(bytes) {
	const digest = parseDigest(hash("sha256", bytes, "hex"));
	if (!digest.ok) throw new Error("SHA-256 gave no digest");
	return digest.value;
}
/**
* The leaf hash of an event at a position (RFC 6962, section 2.1): SHA-256 over 0x00 and the framed fields. A frame is
* the length as u32 big-endian and the UTF-8 bytes; an absent field is the length 0xFFFFFFFF alone.
*/
function leafHash(seq, event, payloadDigest) {
	const { artifact } = event;
	const fields = [
		String(seq),
		event.eventId,
		event.time,
		event.traceId,
		event.spanId,
		event.parentSpanId,
		event.correlationId,
		event.causationId,
		event.actor,
		event.claimedClient,
		event.intent,
		artifact?.toolId,
		artifact?.version,
		artifact?.digest,
		event.phase,
		event.type,
		String(event.schemaVersion),
		payloadDigest
	];
	return sha256(Buffer.concat([Buffer.of(0), ...fields.map(frame)]));
}
function frame(field) {
	const bytes = Buffer.from(field ?? "", "utf8");
	const length = Buffer.alloc(4);
	length.writeUInt32BE(field === void 0 ? 4294967295 : bytes.length);
	return Buffer.concat([length, bytes]);
}
// packages/store-sqlite/src/row/event-row.ts
/** An event as named parameters of an insert. */
function writeEvent(seq, event, payloadDigest, leafHash) {
	return {
		seq,
		event_id: event.eventId,
		time: event.time,
		trace_id: event.traceId,
		span_id: event.spanId,
		parent_span_id: event.parentSpanId ?? null,
		correlation_id: event.correlationId,
		causation_id: event.causationId ?? null,
		actor: event.actor,
		claimed_client: event.claimedClient ?? null,
		intent: event.intent,
		tool_id: event.artifact?.toolId ?? null,
		tool_version: event.artifact?.version ?? null,
		digest: event.artifact?.digest ?? null,
		phase: event.phase,
		type: event.type,
		schema_version: event.schemaVersion,
		payload_digest: payloadDigest,
		leaf_hash: leafHash
	};
}
// packages/store-sqlite/src/write/insert-events.ts
const COLUMNS = [
	"seq",
	"event_id",
	"time",
	"trace_id",
	"span_id",
	"parent_span_id",
	"correlation_id",
	"causation_id",
	"actor",
	"claimed_client",
	"intent",
	"tool_id",
	"tool_version",
	"digest",
	"phase",
	"type",
	"schema_version",
	"payload_digest",
	"leaf_hash"
];
/**
* Prepares the appending of events. The head is read from the table each time, inside the caller's transaction: a head
* kept in memory would be wrong after a rollback, and another process may have appended.
*/
function prepareInsertEvents(connection) {
	const head = connection.prepare("SELECT coalesce(max(seq), 0) FROM events").pluck();
	const insert = connection.prepare(`INSERT INTO events (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map((column) => `@${column}`).join(", ")})`);
	const insertPayload = connection.prepare("INSERT INTO event_payloads (seq, payload) VALUES (?, ?)");
	return (events) => {
		if (!connection.inTransaction) throw new Error("events are appended inside a transaction only");
		let seq = Number(head.get());
		for (const event of events) {
			seq += 1;
			const payload = Buffer.from(JSON.stringify(event.data), "utf8");
			const payloadDigest = sha256(payload);
			insert.run(writeEvent(seq, event, payloadDigest, leafHash(seq, event, payloadDigest)));
			insertPayload.run(seq, payload);
		}
	};
}
// packages/store-sqlite/src/write/store-writer.ts
/** A writer of one database; it opens the database at its first request. `unique` names temporary files. */
function createStoreWriter(options, unique) {
	let database;
	const open = () => database ??= openDatabase(options);
	return { execute(request) {
		try {
			switch (request.kind) {
				case "prepare":
					if (!existsSync(options.path)) createDatabase(options.path, unique);
					migrate(open().connection, options.path);
					return [void 0];
				case "append": return appendGroups(open(), request.groups, options.path);
				case "close":
					database?.connection.close();
					database = void 0;
					return [void 0];
				default:
					applyChange(open(), request);
					return [void 0];
			}
		} catch (cause) {
			const error = translateOrDefect(options.path, cause);
			return request.kind === "append" ? request.groups.map(() => error) : [error];
		}
	} };
}
function openDatabase({ path, busyTimeoutMs, maxPages }) {
	const connection = new Database(path, {
		timeout: busyTimeoutMs,
		fileMustExist: true
	});
	try {
		refuseForeign(connection, path);
		connection.pragma("foreign_keys = ON");
		if (maxPages !== void 0) connection.pragma(`max_page_count = ${maxPages}`);
		return {
			connection,
			insertEvents: prepareInsertEvents(connection)
		};
	} catch (cause) {
		connection.close();
		throw cause;
	}
}
/** What an operator decided must survive a power cut: the commit waits for the disk. */
function applyChange({ connection, insertEvents }, change) {
	connection.pragma("synchronous = FULL");
	inTransaction(connection, () => {
		changeCatalogue(connection, change);
		insertEvents(change.events);
	});
}
/** A power cut may cost the newest groups, never the form of the log: SQLite's WAL mode with `synchronous = NORMAL`. */
function appendGroups({ connection, insertEvents }, groups, path) {
	connection.pragma("synchronous = NORMAL");
	return inTransaction(connection, () => groups.map((events) => {
		connection.exec("SAVEPOINT event_group");
		try {
			insertEvents(events);
			connection.exec("RELEASE event_group");
			return;
		} catch (cause) {
			if (!connection.inTransaction) throw cause;
			connection.exec("ROLLBACK TO event_group; RELEASE event_group");
			return translateOrDefect(path, cause);
		}
	}));
}
function translateOrDefect(path, cause) {
	try {
		const { cause: detail, ...error } = translateError(path, cause);
		return detail instanceof Error ? {
			...error,
			cause: detail.message
		} : error;
	} catch (defect) {
		return kamiError("KAMI_INTERNAL", "the store thread failed", { cause: defect instanceof Error ? defect.stack ?? defect.message : String(defect) });
	}
}
// packages/store-sqlite/src/write/write-request.ts
/** Whether a value is what the store thread is started with. */
function isWriterOptions(value) {
	if (typeof value !== "object" || value === null || !("path" in value) || !("busyTimeoutMs" in value)) return false;
	const isPages = !("maxPages" in value) || typeof value.maxPages === "number";
	return typeof value.path === "string" && typeof value.busyTimeoutMs === "number" && isPages;
}
// packages/store-sqlite/src/writer/main.ts
const port = parentPort;
if (port === null) throw new Error("the store writer runs as a worker thread only");
const options = workerData;
if (!isWriterOptions(options)) throw new Error("the store writer was started without its options");
const writer = createStoreWriter(options, randomUUID());
port.on("message", ({ id, request }) => {
	const reply = {
		id,
		outcome: writer.execute(request)
	};
	port.postMessage(reply);
	if (request.kind === "close") port.close();
});
export {};
