import type { DatabasePlan } from '../database';

/**
 * The migrations of `prompts.db`. A prompt is one text, as `promptText` gives it, with a number for ever; `digest` stands
 * for the text where it is looked up, `key` is its beginning as completion compares it. `facts` is a narrow table beside
 * it, so that an order of fifty thousand reads few pages; what follows from uses is kept there by triggers. `recipe` is the
 * recipe without its prompt; `micros` are millionths of a dollar, none for the demo; a charge of null is still open.
 * `cursors` say how far jobs and libraries were read, and what stood there.
 */
const migrations: readonly string[] = [
  `CREATE TABLE prompts (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     digest BLOB NOT NULL UNIQUE,
     text TEXT NOT NULL,
     key TEXT NOT NULL
   ) STRICT;
   CREATE INDEX prompts_by_key ON prompts (key, seq);
   CREATE TABLE facts (
     seq INTEGER PRIMARY KEY REFERENCES prompts (seq) ON DELETE CASCADE,
     favourite INTEGER NOT NULL DEFAULT 0,
     uses INTEGER NOT NULL DEFAULT 0,
     first_used_at REAL NOT NULL,
     last_used_at REAL NOT NULL,
     charged INTEGER NOT NULL DEFAULT 0,
     unknown INTEGER NOT NULL DEFAULT 0,
     parent INTEGER REFERENCES prompts (seq),
     root INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX facts_recent ON facts (last_used_at DESC, seq DESC, uses, favourite);
   CREATE INDEX facts_by_root ON facts (root, seq);

   CREATE TABLE patterns (
     seq INTEGER PRIMARY KEY,
     digest BLOB NOT NULL UNIQUE,
     text TEXT NOT NULL
   ) STRICT;
   CREATE TABLE uses (
     seq INTEGER PRIMARY KEY,
     prompt_seq INTEGER NOT NULL REFERENCES prompts (seq) ON DELETE CASCADE,
     job_id TEXT UNIQUE,
     batch_id TEXT,
     at REAL NOT NULL,
     model_id TEXT,
     recipe TEXT,
     micros INTEGER NOT NULL,
     charge TEXT CHECK (charge IN ('yes', 'no', 'unknown')),
     pattern_seq INTEGER REFERENCES patterns (seq)
   ) STRICT;
   CREATE INDEX uses_by_prompt ON uses (prompt_seq, at DESC, seq DESC, job_id, model_id);
   CREATE INDEX uses_by_time ON uses (at, seq, prompt_seq, batch_id);
   CREATE INDEX uses_open ON uses (seq, job_id) WHERE charge IS NULL OR charge = 'unknown';
   CREATE TRIGGER uses_insert AFTER INSERT ON uses BEGIN
     UPDATE facts SET uses = uses + 1,
       first_used_at = min(first_used_at, new.at),
       last_used_at = max(last_used_at, new.at),
       charged = charged + iif(new.charge = 'yes', new.micros, 0),
       unknown = unknown + iif(new.charge = 'unknown', new.micros, 0)
     WHERE seq = new.prompt_seq;
   END;
   CREATE TRIGGER uses_charge AFTER UPDATE OF charge, micros ON uses BEGIN
     UPDATE facts SET
       charged = charged + iif(new.charge = 'yes', new.micros, 0) - iif(old.charge = 'yes', old.micros, 0),
       unknown = unknown + iif(new.charge = 'unknown', new.micros, 0) - iif(old.charge = 'unknown', old.micros, 0)
     WHERE seq = new.prompt_seq;
   END;

   CREATE TABLE tags (
     seq INTEGER PRIMARY KEY,
     tag TEXT NOT NULL,
     tag_key TEXT NOT NULL UNIQUE,
     count INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE prompt_tags (
     prompt_seq INTEGER NOT NULL REFERENCES prompts (seq) ON DELETE CASCADE,
     tag_seq INTEGER NOT NULL REFERENCES tags (seq) ON DELETE CASCADE,
     place INTEGER NOT NULL,
     PRIMARY KEY (prompt_seq, tag_seq)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX prompt_tags_by_tag ON prompt_tags (tag_seq, prompt_seq);
   CREATE TRIGGER prompt_tags_insert AFTER INSERT ON prompt_tags BEGIN
     UPDATE tags SET count = count + 1 WHERE seq = new.tag_seq;
   END;
   CREATE TRIGGER prompt_tags_delete AFTER DELETE ON prompt_tags BEGIN
     UPDATE tags SET count = count - 1 WHERE seq = old.tag_seq;
   END;

   CREATE VIRTUAL TABLE prompt_words USING fts5 (
     words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
   );

   CREATE TABLE templates (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE CHECK (id GLOB 'tpl_*' AND length(id) = 24),
     name TEXT NOT NULL,
     name_key TEXT NOT NULL UNIQUE,
     text TEXT NOT NULL
   ) STRICT;
   CREATE TABLE variables (
     name TEXT PRIMARY KEY,
     recent TEXT NOT NULL DEFAULT '[]',
     list TEXT NOT NULL DEFAULT '[]'
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE cursors (
     source TEXT PRIMARY KEY,
     seq INTEGER NOT NULL,
     id TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,
];

/** The plan of the prompts in that file; `now` is in milliseconds since 1970. */
export function promptsPlan(file: string, now: () => number): DatabasePlan {
  return { file, now, migrations, table: 'prompts' };
}
