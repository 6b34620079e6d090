/**
 * The migrations of `library.db`. `recipe` and `origin` are JSON; the columns beside them are what is searched or sorted.
 * The search index is kept by triggers, so that no writer can forget it.
 */
export const libraryMigrations: readonly string[] = [
  `CREATE TABLE images (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE CHECK (id GLOB 'img_*' AND length(id) = 24),
     kind TEXT NOT NULL CHECK (kind IN ('generation', 'edit', 'imported')),
     created_at REAL NOT NULL,
     width INTEGER NOT NULL,
     height INTEGER NOT NULL,
     displayable INTEGER NOT NULL,
     bytes INTEGER NOT NULL,
     format TEXT NOT NULL,
     file TEXT NOT NULL,
     sha256 TEXT NOT NULL,
     title TEXT NOT NULL,
     prompt TEXT NOT NULL,
     recipe TEXT,
     origin TEXT,
     job_id TEXT,
     output_index INTEGER,
     model_id TEXT,
     stars INTEGER NOT NULL DEFAULT 0 CHECK (stars BETWEEN 0 AND 5),
     flag TEXT CHECK (flag IN ('pick', 'reject')),
     favourite INTEGER NOT NULL DEFAULT 0,
     trashed_at REAL,
     thumbnail INTEGER NOT NULL DEFAULT 0,
     decode_tries INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE INDEX images_newest ON images (trashed_at, created_at DESC, seq DESC, id, width, height);
   CREATE INDEX images_by_kind ON images (trashed_at, kind, created_at DESC, seq DESC, id, width, height);
   CREATE INDEX images_by_sha256 ON images (sha256);
   CREATE INDEX images_by_job ON images (job_id, output_index) WHERE job_id IS NOT NULL;
   CREATE INDEX images_undecoded ON images (created_at DESC) WHERE thumbnail = 0;

   CREATE TABLE image_sources (
     image_id TEXT NOT NULL REFERENCES images (id) ON DELETE CASCADE,
     position INTEGER NOT NULL,
     source_id TEXT NOT NULL,
     PRIMARY KEY (image_id, position)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX image_sources_by_source ON image_sources (source_id);

   CREATE VIRTUAL TABLE image_words USING fts5 (
     words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
   );
   CREATE TRIGGER images_words_insert AFTER INSERT ON images BEGIN
     INSERT INTO image_words (rowid, words)
     VALUES (new.seq, iif(new.title = new.prompt, new.title, new.title || ' ' || new.prompt));
   END;
   CREATE TRIGGER images_words_update AFTER UPDATE OF title, prompt ON images BEGIN
     DELETE FROM image_words WHERE rowid = old.seq;
     INSERT INTO image_words (rowid, words)
     VALUES (new.seq, iif(new.title = new.prompt, new.title, new.title || ' ' || new.prompt));
   END;
   CREATE TRIGGER images_words_delete AFTER DELETE ON images BEGIN
     DELETE FROM image_words WHERE rowid = old.seq;
   END;`,
  // `name_key` is the name as it is compared. `micros` are millionths of a dollar; null for what cost nothing.
  `CREATE TABLE collections (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE CHECK (id GLOB 'col_*' AND length(id) = 24),
     name TEXT NOT NULL,
     name_key TEXT NOT NULL UNIQUE
   ) STRICT;
   CREATE TABLE collection_images (
     collection_seq INTEGER NOT NULL REFERENCES collections (seq) ON DELETE CASCADE,
     image_seq INTEGER NOT NULL REFERENCES images (seq) ON DELETE CASCADE,
     PRIMARY KEY (collection_seq, image_seq)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX collection_images_by_image ON collection_images (image_seq);
   ALTER TABLE images ADD COLUMN micros INTEGER AS (CASE
     WHEN json_valid(origin) AND NOT (origin ->> '$.synthetic')
     THEN CAST(round((origin ->> '$.estimate') * 1e6) AS INTEGER) END) VIRTUAL;
   CREATE INDEX images_spent ON images (seq, job_id, micros) WHERE micros IS NOT NULL;`,
];
