/** Makes the row of a tool in `listed_tools` anew from its versions; triggers have no functions, so each holds it. */
const refresh = (toolId: string): string => `
    DELETE FROM listed_tools WHERE tool_id = ${toolId};
    ${LIST} WHERE tool_id = ${toolId} AND state IN ('active', 'held') ORDER BY state = 'active' DESC LIMIT 1;`;

const LIST = `INSERT INTO listed_tools (tool_id, digest, contract_hash, name, version, state, size, source, installed_at,
      description, functions, capabilities, search)
    SELECT tool_id, digest, contract_hash, name, version, state, size, source, installed_at,
      CAST(coalesce(json_extract(manifest, '$.description'), json_extract(definitions, '$[0].description'), '') AS TEXT),
      (SELECT json_group_array(json_extract(value, '$.name')) FROM json_each(definitions) WHERE type = 'object'),
      concat_ws(' ',
        CASE WHEN json_array_length(permission, '$.net') > 0 THEN 'network' END,
        CASE WHEN json_extract(permission, '$.privateFolder') OR json_array_length(permission, '$.mounts') > 0
          THEN 'files' END,
        CASE WHEN json_array_length(permission, '$.env') > 0 THEN 'environment' END,
        CASE WHEN json_array_length(permission, '$.secrets') > 0 THEN 'secrets' END),
      search
    FROM installations`;

const shape = (column: string): string =>
  `replace(replace(replace(replace(${column}, '1', 'l'), '0', 'o'), 'm', 'rn'), 'w', 'vv')`;

/**
 * Makes `listed_tools`, a row for each tool with what a list shows, sorts by and filters by, of the version that is listed,
 * and `tool_text`, the index of its words. Triggers keep both in step, in the transaction of each change. Those on
 * `installations` make a tool's row anew from what is there: a version that `REPLACE` takes out fires no trigger, but
 * always makes room for another of the same tool. The index keeps no text, and parts of three characters as they are: the
 * text is folded before. Indexes hold the shapes of ids and names.
 */
export const LISTED_TOOLS: string = `
  CREATE TABLE listed_tools (
    key INTEGER PRIMARY KEY,
    tool_id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    contract_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    state TEXT NOT NULL,
    size INTEGER NOT NULL,
    source TEXT NOT NULL,
    installed_at TEXT NOT NULL,
    description TEXT NOT NULL,
    functions TEXT NOT NULL CHECK (json_valid(functions)),
    capabilities TEXT NOT NULL,
    search TEXT NOT NULL
  ) STRICT;
  CREATE INDEX listed_tools_name ON listed_tools (name);
  CREATE INDEX listed_tools_installed ON listed_tools (installed_at DESC, name);
  CREATE INDEX listed_tools_size ON listed_tools (size DESC, name);

  CREATE VIRTUAL TABLE tool_text
    USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1');
  CREATE TRIGGER listed_tools_insert AFTER INSERT ON listed_tools
  BEGIN INSERT INTO tool_text (rowid, text) VALUES (NEW.key, NEW.search); END;
  CREATE TRIGGER listed_tools_delete AFTER DELETE ON listed_tools
  BEGIN DELETE FROM tool_text WHERE rowid = OLD.key; END;

  CREATE TRIGGER installations_listed_insert AFTER INSERT ON installations BEGIN ${refresh('NEW.tool_id')} END;
  CREATE TRIGGER installations_listed_delete AFTER DELETE ON installations BEGIN ${refresh('OLD.tool_id')} END;
  CREATE TRIGGER installations_listed_update AFTER UPDATE OF tool_id, digest, contract_hash, name, version, state, size,
    manifest, definitions, permission, source, installed_at, search ON installations
  BEGIN ${refresh('OLD.tool_id')} ${refresh('NEW.tool_id')} END;
  ${LIST} WHERE state = 'active';
  ${LIST} WHERE state = 'held' AND tool_id NOT IN (SELECT tool_id FROM listed_tools);

  CREATE INDEX installations_name_shape ON installations (${shape('name')});
  CREATE INDEX installations_id_shape ON installations (${shape('tool_id')});
  `;
