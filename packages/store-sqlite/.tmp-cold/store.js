import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import Database from "better-sqlite3";
import { Worker } from "node:worker_threads";
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
// packages/types/src/event.ts
/** The closed list of event types. */
const EVENT_TYPES = [
	"intent.received",
	"gate.schema",
	"gate.grant",
	"gate.policy",
	"call.queued",
	"dataplane.dispatched",
	"dataplane.running",
	"artifact.delivered",
	"call.failed",
	"call.denied",
	"call.timed-out",
	"call.cancelled",
	"call.parked",
	"capability.denied",
	"executor.killed",
	"install.manifest",
	"install.assets",
	"install.logic",
	"install.heartbeat",
	"tool.installed",
	"tool.approved",
	"tool.granted",
	"tool.revoked",
	"tool.removed"
];
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
// packages/types/src/identifiers.ts
const SEMVER = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
function parser(what, expected, test) {
	const is = (text) => test(text);
	return (text) => is(text) ? ok(text) : err(kamiError("KAMI_USAGE", `${what} ${JSON.stringify(text.slice(0, 80))} is not valid: expected ${expected}`));
}
/**
* Reads a tool id: at least two DNS labels (RFC 1123, section 2.1) of lower-case ASCII letters, digits and inner
* hyphens, joined by dots. Lower case only: ids name folders, and some file systems fold case.
*/
const parseToolId = parser("tool id", "reverse DNS in lower-case ASCII, for example dev.example.my-tool", (t) => t.length <= 128 && /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/.test(t));
/** Reads a tool name. */
const parseToolName = parser("tool name", "a lower-case letter, then at most 47 lower-case letters, digits or hyphens", (t) => /^[a-z][a-z0-9-]{0,47}$/.test(t));
/** Reads a version by Semantic Versioning 2.0.0. */
const parseToolVersion = parser("version", "semantic versioning, for example 1.2.3", (t) => t.length <= 64 && SEMVER.test(t));
/** Reads a SHA-256 digest, with or without the prefix `sha256:`. */
function parseDigest(text) {
	const hex = text.startsWith("sha256:") ? text.slice(7) : text;
	const isDigest = (t) => /^[0-9a-f]{64}$/.test(t);
	return isDigest(hex) ? ok(hex) : err(kamiError("KAMI_USAGE", "a digest is 64 lower-case hex digits"));
}
// packages/types/src/json.ts
/** Whether a JSON value is an object (and neither an array nor null). */
function isJsonObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
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
// packages/store-sqlite/src/log/event-groups.ts
/** Events that may wait for the store at the same time; more are refused, so that a locked database costs no memory. */
const MAX_WAITING = 16384;
/** Groups events in front of a function that commits several batches in one transaction. */
function createEventGroups({ groupMs, groupSize }, commit) {
	const underWay = /* @__PURE__ */ new Set();
	let waiting = [];
	let waitingEvents = 0;
	let unsettledEvents = 0;
	let timer;
	const send = async (batches, count) => {
		const outcome = await commit(batches.map(({ events }) => events));
		unsettledEvents -= count;
		batches.forEach(({ settle }, index) => {
			const error = outcome[index];
			settle(error === void 0 ? ok(void 0) : err(error));
		});
	};
	const sendWaiting = () => {
		clearTimeout(timer);
		timer = void 0;
		if (waiting.length === 0) return;
		const sent = send(waiting, waitingEvents).finally(() => underWay.delete(sent));
		underWay.add(sent);
		waiting = [];
		waitingEvents = 0;
	};
	return {
		append: (events) => new Promise((settle) => {
			if (events.length === 0) return settle(ok(void 0));
			if (unsettledEvents + events.length > MAX_WAITING) return settle(err(tooManyWaiting()));
			waiting.push({
				events,
				settle
			});
			waitingEvents += events.length;
			unsettledEvents += events.length;
			if (waitingEvents >= groupSize) sendWaiting();
			else timer ??= setTimeout(sendWaiting, groupMs);
		}),
		async flush() {
			sendWaiting();
			await Promise.all(underWay);
		}
	};
}
function tooManyWaiting() {
	return kamiError("KAMI_STORE_FAILED", `${MAX_WAITING} events wait for the database already; this one is lost`, { hint: "another process may hold the database: kami doctor" });
}
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
/** Whether a failure passes when the other process is done. */
function isBusy(cause) {
	return cause instanceof Database.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/u.test(cause.code);
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
/** The version of the schema that this KAMI writes. */
const SCHEMA_VERSION = 1;
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
// packages/store-sqlite/src/read/store-reader.ts
/** How long a read waits while another process opens, recovers or closes the database, in milliseconds. */
const BUSY_PATIENCE_MS = 3e3;
const BUSY_STEP_MS = 5;
/** Opens a database for reading. Errors: `KAMI_STORE_CORRUPT`, `KAMI_STORE_NEWER`, `KAMI_STORE_FAILED`. */
async function openStoreReader(path) {
	const opened = await withPatience(path, () => {
		const connection = connect(path);
		try {
			refuseForeign(connection, path);
			return connection;
		} catch (cause) {
			connection.close();
			throw cause;
		}
	});
	if (!opened.ok) return opened;
	const connection = opened.value;
	const statements = /* @__PURE__ */ new Map();
	const statement = (sql) => {
		const known = statements.get(sql);
		if (known !== void 0) return known;
		const made = connection.prepare(sql);
		statements.set(sql, made);
		return made;
	};
	const database = {
		statement,
		dataVersion: () => Number(connection.pragma("data_version", { simple: true }))
	};
	return ok({
		read: (run) => withPatience(path, () => run(database)),
		close: () => {
			connection.close();
		}
	});
}
function connect(path) {
	const connection = new Database(path, {
		readonly: true,
		fileMustExist: true,
		timeout: 0
	});
	try {
		connection.pragma("user_version");
		return connection;
	} catch (cause) {
		connection.close();
		if (!(cause instanceof Database.SqliteError && /^SQLITE_(?:CANTOPEN|READONLY)/u.test(cause.code)) || hasPendingLog(path)) throw cause;
		return snapshot(path);
	}
}
/**
* On a read-only disk SQLite cannot make the shared memory that WAL mode needs. Nobody can write there either, so a copy
* in memory is as good. Bytes 18 and 19 of the header say WAL (SQLite file format, 1.3.3); a copy in memory has none.
*/
function snapshot(path) {
	const bytes = readFileSync(path);
	bytes.fill(1, 18, 20);
	return new Database(bytes, { readonly: true });
}
function hasPendingLog(path) {
	return existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
}
async function withPatience(path, run) {
	for (let waited = 0;; waited += BUSY_STEP_MS) {
		try {
			return ok(run());
		} catch (cause) {
			if (!isBusy(cause) || waited >= BUSY_PATIENCE_MS) return err(translateError(path, cause));
		}
		await setTimeout$1(BUSY_STEP_MS);
	}
}
// packages/store-sqlite/src/schema/read-header.ts
const MAGIC = "SQLite format 3\0";
/**
* Reads the header of a database file (SQLite file format, section 1.3) without SQLite, so that a file that is no
* database of this KAMI is refused with not a byte of it or beside it changed. Errors: `KAMI_STORE_CORRUPT`,
* `KAMI_STORE_NEWER`, `KAMI_STORE_FAILED`.
*/
function readHeader(path) {
	const header = Buffer.alloc(100);
	try {
		const file = openSync(path, "r");
		try {
			const length = readSync(file, header, 0, header.length, 0);
			if (length === 0) return err(damaged(path, "it is empty"));
			if (length < header.length || header.toString("latin1", 0, 16) !== MAGIC) return err(damaged(path, "it is no database"));
		} finally {
			closeSync(file);
		}
	} catch (cause) {
		if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return ok("absent");
		return err(translateError(path, cause));
	}
	const version = header.readUInt32BE(60);
	if (header.readUInt32BE(68) !== 1262570825) return err(notKami(path));
	if (version > SCHEMA_VERSION) return err(newerSchema(path, version));
	return ok(version < SCHEMA_VERSION ? "outdated" : "present");
}
// packages/store-sqlite/src/row/columns.ts
/** Columns of a row as SQLite gave it. */
function columnsOf(row) {
	const entries = new Map(typeof row === "object" && row !== null ? Object.entries(row) : []);
	const damagedColumn = (name) => new DamagedRow(`the column ${name} of a row is not of its form`);
	const text = (name) => {
		const value = entries.get(name);
		if (typeof value !== "string") throw damagedColumn(name);
		return value;
	};
	return {
		text,
		optionalText: (name) => entries.get(name) === null ? void 0 : text(name),
		integer(name) {
			const value = entries.get(name);
			if (typeof value !== "number") throw damagedColumn(name);
			return value;
		},
		json(name, guard) {
			const value = parseJson(text(name));
			if (!guard(value)) throw damagedColumn(name);
			return value;
		},
		one(name, guard) {
			const value = text(name);
			if (!guard(value)) throw damagedColumn(name);
			return value;
		}
	};
}
/** Reads JSON that KAMI wrote; throws `DamagedRow` where it is none. */
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new DamagedRow("a column that holds JSON does not", { cause });
	}
}
// packages/store-sqlite/src/row/stored-forms.ts
/** Whether a text is a tool id. */
const isToolId = (text) => parseToolId(text).ok;
/** Whether a text is a tool name. */
const isToolName = (text) => parseToolName(text).ok;
/** Whether a text is a version. */
const isToolVersion = (text) => parseToolVersion(text).ok;
/** Whether a text is a digest without a prefix. */
const isDigest = (text) => text.length === 64 && parseDigest(text).ok;
/** Whether a text is a state of an installation. */
const isState = (text) => text === "active" || text === "held";
/** Whether a text is a convention. */
const isConvention = (text) => text === "kami-tool" || text === "json-tool" || text === "typed";
/** Whether a value is a list of texts. */
function isTexts(value) {
	return isListOf(value, (item) => typeof item === "string");
}
/** Whether a value is a permission. */
function isPermission(value) {
	return isJsonObject(value) && isListOf(value["net"], isNetRule) && isListOf(value["mounts"], isMount) && typeof value["privateFolder"] === "boolean" && isTexts(value["env"]);
}
/** Whether a value is a list of tool definitions. */
function isDefinitions(value) {
	return isListOf(value, (item) => isJsonObject(item) && typeof item["name"] === "string" && typeof item["description"] === "string" && isOptionalText(item["title"]) && isJsonObject(item["inputSchema"]) && (item["outputSchema"] === void 0 || isJsonObject(item["outputSchema"])));
}
/** Whether a value is a manifest. */
function isManifest(value) {
	if (!isJsonObject(value)) return false;
	const { id, name, version, wasm, kami, title, description, tools, security, limits } = value;
	return [
		id,
		name,
		version,
		wasm
	].every((text) => typeof text === "string") && [
		kami,
		title,
		description
	].every(isOptionalText) && isListOf(tools, isToolSpec) && isJsonObject(security) && isListOf(security["net"], isNetRule) && isOneOf(security["fsAccess"], [
		"none",
		"read-only",
		"sandbox"
	]) && isTexts(security["env"]) && isTexts(security["secrets"]) && isJsonObject(limits) && Object.keys(LIMIT_RANGES).every((key) => Number.isInteger(limits[key]));
}
function isToolSpec(value) {
	if (!isJsonObject(value)) return false;
	const { function: exported, name, title, description, arguments: args } = value;
	return [
		exported,
		name,
		title,
		description
	].every(isOptionalText) && (args === void 0 || Array.isArray(args) && args.every(isArgumentSpec));
}
function isArgumentSpec(value) {
	if (!isJsonObject(value)) return false;
	const { name, type, description, required } = value;
	return typeof name === "string" && typeof type === "string" && isOptionalText(description) && typeof required === "boolean";
}
function isNetRule(value) {
	return isJsonObject(value) && isTexts(value["methods"]) && isOneOf(value["scheme"], ["http", "https"]) && typeof value["host"] === "string" && typeof value["subdomains"] === "boolean" && Number.isInteger(value["port"]);
}
function isMount(value) {
	return isJsonObject(value) && typeof value["name"] === "string" && typeof value["hostPath"] === "string" && isOneOf(value["mode"], ["ro", "rw"]);
}
function isOneOf(value, texts) {
	return typeof value === "string" && texts.includes(value);
}
function isOptionalText(value) {
	return value === void 0 || typeof value === "string";
}
function isListOf(value, item) {
	return Array.isArray(value) && value.every((entry) => item(entry));
}
// packages/store-sqlite/src/row/event-row.ts
/** The event of a row of `events` joined with its payload as text; a shredded payload reads as an empty object. */
function readEvent(row) {
	const columns = columnsOf(row);
	const parentSpanId = columns.optionalText("parent_span_id");
	const causationId = columns.optionalText("causation_id");
	const claimedClient = columns.optionalText("claimed_client");
	const artifact = readArtifact(columns);
	return {
		seq: columns.integer("seq"),
		eventId: columns.text("event_id"),
		time: columns.text("time"),
		traceId: columns.text("trace_id"),
		spanId: columns.text("span_id"),
		...parentSpanId === void 0 ? {} : { parentSpanId },
		correlationId: columns.text("correlation_id"),
		...causationId === void 0 ? {} : { causationId },
		actor: columns.text("actor"),
		...claimedClient === void 0 ? {} : { claimedClient },
		intent: columns.text("intent"),
		...artifact === void 0 ? {} : { artifact },
		phase: columns.one("phase", isPhase),
		type: columns.one("type", isType),
		schemaVersion: columns.integer("schema_version"),
		data: readData(columns.optionalText("payload")),
		payloadDigest: columns.one("payload_digest", isDigest),
		leafHash: columns.one("leaf_hash", isDigest)
	};
}
function readArtifact(columns) {
	if (columns.optionalText("tool_id") === void 0) return void 0;
	return {
		toolId: columns.one("tool_id", isToolId),
		version: columns.one("tool_version", isToolVersion),
		digest: columns.one("digest", isDigest)
	};
}
function readData(payload) {
	const value = payload === void 0 ? {} : parseJson(payload);
	return isJsonObject(value) ? value : {};
}
const isPhase = (text) => [
	"control_plane",
	"data_plane",
	"gate"
].includes(text);
const isType = (text) => EVENT_TYPES.some((type) => type === text);
// packages/store-sqlite/src/sqlite-event-log.ts
const NEWEST = `SELECT events.*, CAST(payload AS TEXT) AS payload FROM events LEFT JOIN event_payloads USING (seq)`;
/** The event log: appends through groups, reads here. */
function createSqliteEventLog(reader, groups) {
	return {
		append: (batch) => groups.append(batch),
		flush: () => groups.flush(),
		async read(query) {
			const { sql, parameters } = select(query);
			const rows = await reader.read((database) => database.statement(sql).all(parameters).map(readEvent));
			return rows.ok ? ok(rows.value.toReversed()) : rows;
		}
	};
}
function select(query) {
	const conditions = [];
	if (query.after !== void 0) conditions.push("seq > @after");
	if (query.toolId !== void 0) conditions.push("tool_id = @toolId");
	if (query.correlationId !== void 0) conditions.push("correlation_id = @correlationId");
	if (query.type !== void 0) conditions.push("type = @type");
	const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
	return {
		sql: `${NEWEST}${where} ORDER BY seq DESC LIMIT @limit`,
		parameters: { ...query }
	};
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
// packages/registry/src/tool-cursor.ts
/** The largest page of tools. */
const MAX_PAGE = 1e3;
/** The cursor of the page after a tool. Stable: tools that come or go between two pages move no other. */
function formatToolCursor(last) {
	return `after:${last}`;
}
/** Reads page size and cursor of a query. Error: `KAMI_USAGE`. */
function parsePageBounds(query) {
	const { limit, cursor } = query;
	if (!Number.isInteger(limit) || limit < 1 || limit > 1e3) return err(kamiError("KAMI_USAGE", `a page holds 1 to ${MAX_PAGE} tools`));
	if (cursor === void 0) return ok({
		after: void 0,
		limit
	});
	const after = cursor.startsWith("after:") ? parseToolName(cursor.slice(6)) : void 0;
	return after?.ok ? ok({
		after: after.value,
		limit
	}) : err(kamiError("KAMI_USAGE", "the cursor is not one that KAMI gave"));
}
// packages/store-sqlite/src/read/tool-cache.ts
/** References kept at most; more and the cache starts anew. */
const MAX_KEPT = 1024;
/**
* An empty cache. `data_version` tells for a few microseconds whether anything was committed at all; only then the
* revision is read, which events alone do not change.
*/
function createToolCache() {
	const kept = /* @__PURE__ */ new Map();
	let dataVersion;
	let revision = 0;
	const refresh = (database) => {
		const version = database.dataVersion();
		if (version === dataVersion) return revision;
		const row = database.statement("SELECT value FROM meta WHERE key = 'revision'").pluck().get();
		if (Number(row) !== revision) kept.clear();
		revision = Number(row);
		dataVersion = version;
		return revision;
	};
	return {
		revision: refresh,
		get(database, key, find) {
			refresh(database);
			if (kept.has(key)) return kept.get(key);
			const found = find();
			if (kept.size >= MAX_KEPT) kept.clear();
			kept.set(key, found);
			return found;
		}
	};
}
// packages/store-sqlite/src/row/installation-row.ts
/** Columns of `installations` that {@link readInstallation} needs. */
const INSTALLATION_COLUMNS = "tool_id, digest, name, version, contract_hash, size, manifest, convention, imports, definitions, prepared_key, prepared_digest, state, permission, installed_at, source";
/** The installed tool of a row; throws `DamagedRow`. */
function readInstallation(row) {
	const columns = columnsOf(row);
	return {
		id: columns.one("tool_id", isToolId),
		name: columns.one("name", isToolName),
		version: columns.one("version", isToolVersion),
		digest: columns.one("digest", isDigest),
		contractHash: columns.one("contract_hash", isDigest),
		size: columns.integer("size"),
		manifest: columns.json("manifest", isManifest),
		convention: columns.one("convention", isConvention),
		imports: columns.json("imports", isTexts),
		definitions: columns.json("definitions", isDefinitions),
		prepared: {
			key: columns.text("prepared_key"),
			digest: columns.one("prepared_digest", isDigest)
		},
		state: columns.one("state", isState),
		permission: columns.json("permission", isPermission),
		installedAt: columns.text("installed_at"),
		source: columns.text("source")
	};
}
// packages/store-sqlite/src/sqlite-tool-repository.ts
const SELECT = `SELECT ${INSTALLATION_COLUMNS} FROM installations`;
const BY_REFERENCE = `${SELECT} WHERE (name = @key OR tool_id = @key) AND (@version IS NULL OR version = @version)
  ORDER BY state = 'active' DESC, name = @key DESC LIMIT 1`;
const PENDING = `${SELECT} AS held WHERE tool_id = ? AND state = 'held'
  AND EXISTS (SELECT 1 FROM installations WHERE tool_id = held.tool_id AND state = 'active')`;
const PAGE = `${SELECT} AS shown WHERE (state = 'active' OR NOT EXISTS
    (SELECT 1 FROM installations WHERE tool_id = shown.tool_id AND state = 'active'))
  AND (@after IS NULL OR name > @after) AND (@state IS NULL OR state = @state)
  AND (@text IS NULL OR instr(search, @text) > 0) ORDER BY name LIMIT @rows`;
const NAMES = "SELECT name FROM installations UNION SELECT tool_id FROM installations ORDER BY 1";
/** The catalogue in SQLite: reads here, changes in the store thread. */
function createSqliteToolRepository(reader, change) {
	const cache = createToolCache();
	return {
		install: (tool, events) => change({
			kind: "install",
			tool,
			events
		}),
		remove: (id, events) => change({
			kind: "remove",
			id,
			events
		}),
		find: (reference) => reader.read((database) => cache.get(database, `${reference.nameOrId}@${reference.version ?? ""}`, () => findTool(database, reference))),
		pending: (id) => reader.read((database) => {
			const row = database.statement(PENDING).get(id);
			return row === void 0 ? void 0 : readInstallation(row);
		}),
		async list(query) {
			const bounds = parsePageBounds(query);
			if (!bounds.ok) return err(bounds.error);
			const { after = null, limit } = bounds.value;
			const text = query.text?.toLowerCase() ?? null;
			const parameters = {
				after,
				state: query.state ?? null,
				text,
				rows: limit + 1
			};
			const rows = await reader.read((database) => database.statement(PAGE).all(parameters).map(readInstallation));
			return rows.ok ? ok(toPage(rows.value, limit)) : rows;
		},
		names: () => reader.read((database) => database.statement(NAMES).pluck().all().map(textOf)),
		revision: () => reader.read((database) => cache.revision(database))
	};
}
/** The grants in SQLite. */
function createSqliteGrantRepository(change) {
	return { put: ({ id, digest }, permission, state, events) => change({
		kind: "put",
		id,
		digest,
		permission,
		state,
		events
	}) };
}
function findTool(database, { nameOrId, version }) {
	const row = database.statement(BY_REFERENCE).get({
		key: nameOrId,
		version: version ?? null
	});
	return row === void 0 ? void 0 : readInstallation(row);
}
function toPage(found, limit) {
	const tools = found.slice(0, limit);
	const last = tools.at(-1);
	return found.length > limit && last !== void 0 ? {
		tools,
		next: formatToolCursor(last.name)
	} : { tools };
}
function textOf(value) {
	if (typeof value !== "string") throw new DamagedRow("a name is no text");
	return value;
}
// packages/store-sqlite/src/writer/writer-thread.ts
/**
* A writer thread that starts at its first request. It keeps the process alive only while a request is under way. When
* it dies, what was under way fails with `KAMI_STORE_FAILED`, and the next request starts another.
*/
function createWriterThread(entry, options) {
	const pending = /* @__PURE__ */ new Map();
	let worker;
	let lastId = 0;
	const settle = (id, outcome) => {
		pending.get(id)?.settle(outcome);
		pending.delete(id);
		if (pending.size === 0) worker?.unref();
	};
	const onEnd = (ended, cause) => {
		if (worker !== ended) return;
		worker = void 0;
		const error = kamiError("KAMI_STORE_FAILED", "the store thread ended", {
			hint: "try again",
			cause
		});
		for (const [id, { request }] of pending) settle(id, failAll(request, error));
	};
	const start = () => {
		if (worker !== void 0) return worker;
		const started = new Worker(entry, {
			workerData: options,
			name: "kami-store"
		});
		started.on("message", ({ id, outcome }) => settle(id, outcome));
		started.on("error", (cause) => onEnd(started, cause));
		started.on("exit", () => onEnd(started, void 0));
		started.unref();
		worker = started;
		return started;
	};
	const send = (request) => new Promise((resolve) => {
		const target = start();
		lastId += 1;
		pending.set(lastId, {
			request,
			settle: resolve
		});
		target.ref();
		const message = {
			id: lastId,
			request
		};
		target.postMessage(message);
	});
	return {
		start() {
			start();
		},
		request: send,
		close: async () => worker === void 0 ? [void 0] : await send({ kind: "close" })
	};
}
function failAll(request, error) {
	return request.kind === "append" ? request.groups.map(() => error) : [error];
}
// packages/store-sqlite/src/open-sqlite-home.ts
const DEFAULT_GROUPS = {
	groupMs: 50,
	groupSize: 256
};
/**
* Opens the database of a home, makes it where there is none, and brings an older one to this KAMI's schema. Errors:
* `KAMI_STORE_CORRUPT` (no database, an empty file, another program's), `KAMI_STORE_NEWER`, `KAMI_STORE_FAILED`; after
* each of these the file is as it was.
*/
async function openSqliteHome(path, options) {
	const state = readHeader(path);
	if (!state.ok) return state;
	const { writerEntry, groups: groupSettings = DEFAULT_GROUPS, busyTimeoutMs = 5e3, maxPages } = options;
	const writer = createWriterThread(writerEntry, {
		path,
		busyTimeoutMs,
		...maxPages === void 0 ? {} : { maxPages }
	});
	if (state.value !== "present") {
		const [error] = await writer.request({ kind: "prepare" });
		if (error !== void 0) {
			await writer.close();
			return err(error);
		}
	}
	const opened = await openStoreReader(path);
	if (!opened.ok) {
		await writer.close();
		return opened;
	}
	const reader = opened.value;
	const groups = createEventGroups(groupSettings, (batches) => writer.request({
		kind: "append",
		groups: batches
	}));
	const change = async (request) => {
		await groups.flush();
		const [error] = await writer.request(request);
		return error === void 0 ? ok(void 0) : err(error);
	};
	let closing;
	const close = async () => {
		await groups.flush();
		await writer.close();
		reader.close();
	};
	const closeOnce = () => closing ??= close();
	return ok({
		tools: createSqliteToolRepository(reader, change),
		grants: createSqliteGrantRepository(change),
		events: createSqliteEventLog(reader, groups),
		close: closeOnce,
		[Symbol.asyncDispose]: closeOnce
	});
}
export { openSqliteHome };
