import { searchTokens } from '../../../shared/search';
import type { DatabasePlan } from '../database';

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
  // Organising. What a person sets and what is filtered by lies in `marks`, a narrow table beside `images`: a thousand stars
  // touch few pages of it. (The columns of the same names in `images` are unused since.) `untidy` is the ticket of the last
  // change that file and sidecar don't know of; `stack` the `seq` of the first image of the same job; `facets` with the
  // traits that are read from `images` is what `packFacets` packs. The index `images_columns` holds the rest that the window
  // keeps of every image, so that a start reads nothing else.
  `CREATE TABLE words (seq INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
   INSERT INTO words (word)
     SELECT model_id FROM images WHERE model_id <> ''
     UNION SELECT recipe ->> '$.resolution' FROM images WHERE json_valid(recipe) AND recipe ->> '$.resolution' <> '';
   CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   INSERT INTO counters VALUES ('ticket', 1), ('seq', coalesce((SELECT max(seq) FROM images), 0));

   CREATE TABLE marks (
     seq INTEGER PRIMARY KEY REFERENCES images (seq) ON DELETE CASCADE,
     stars INTEGER NOT NULL DEFAULT 0 CHECK (stars BETWEEN 0 AND 5),
     flag TEXT CHECK (flag IN ('pick', 'reject')),
     favourite INTEGER NOT NULL DEFAULT 0,
     trashed_at REAL,
     missing INTEGER NOT NULL DEFAULT 0,
     untidy INTEGER,
     stack INTEGER NOT NULL DEFAULT 0,
     charge INTEGER NOT NULL DEFAULT 0 CHECK (charge BETWEEN 0 AND 3),
     model_word INTEGER,
     resolution_word INTEGER,
     modified_at REAL,
     made_with TEXT,
     note TEXT NOT NULL DEFAULT '',
     facets INTEGER AS (
       stars | (CASE flag WHEN 'pick' THEN 8 WHEN 'reject' THEN 16 ELSE 0 END) | ((favourite <> 0) << 5)
       | ((missing <> 0) << 12) | ((trashed_at IS NOT NULL) << 13) | (charge << 14)
     ) VIRTUAL
   ) STRICT;
   INSERT INTO marks (seq, stars, flag, favourite, trashed_at, untidy, stack, charge, model_word, resolution_word)
     SELECT images.seq, stars, flag, favourite, trashed_at, 1,
       iif(job_id IS NULL, images.seq, (SELECT min(seq) FROM images AS other WHERE other.job_id = images.job_id)),
       CASE WHEN kind = 'imported' THEN 0 WHEN NOT coalesce(json_valid(origin), 0) THEN 3
         WHEN origin ->> '$.synthetic' THEN 2 ELSE 1 END,
       models.seq, resolutions.seq
     FROM images LEFT JOIN words AS models ON models.word = model_id
       LEFT JOIN words AS resolutions ON resolutions.word = iif(json_valid(recipe), recipe ->> '$.resolution', NULL);
   CREATE INDEX marks_untidy ON marks (untidy) WHERE untidy IS NOT NULL;
   CREATE INDEX marks_trashed ON marks (trashed_at) WHERE trashed_at IS NOT NULL;
   CREATE TRIGGER images_insert AFTER INSERT ON images BEGIN
     INSERT INTO marks (seq, stack) VALUES (new.seq, new.seq);
   END;
   DROP INDEX images_newest;
   DROP INDEX images_by_kind;
   CREATE INDEX images_columns ON images
     (created_at DESC, seq DESC, id, width, height, bytes, kind, format, displayable);

   DROP TRIGGER images_words_insert;
   DROP TRIGGER images_words_update;
   DROP TRIGGER images_words_delete;
   CREATE TABLE tags (
     seq INTEGER PRIMARY KEY,
     tag TEXT NOT NULL,
     tag_key TEXT NOT NULL UNIQUE,
     count INTEGER NOT NULL DEFAULT 0,
     words TEXT NOT NULL
   ) STRICT;
   CREATE TABLE image_tags (
     image_seq INTEGER NOT NULL REFERENCES images (seq) ON DELETE CASCADE,
     tag_seq INTEGER NOT NULL REFERENCES tags (seq) ON DELETE CASCADE,
     place INTEGER NOT NULL,
     PRIMARY KEY (image_seq, tag_seq)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX image_tags_by_tag ON image_tags (tag_seq, image_seq);
   CREATE TABLE found_texts (
     image_seq INTEGER PRIMARY KEY REFERENCES images (seq) ON DELETE CASCADE,
     text TEXT NOT NULL
   ) STRICT;
   CREATE TABLE smart_collections (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     name TEXT NOT NULL,
     name_key TEXT NOT NULL UNIQUE,
     query TEXT NOT NULL
   ) STRICT;
   CREATE TABLE actions (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     at REAL NOT NULL,
     label TEXT NOT NULL,
     count INTEGER NOT NULL,
     undone INTEGER NOT NULL DEFAULT 0,
     patches TEXT NOT NULL
   ) STRICT;

   ALTER TABLE collections ADD COLUMN count INTEGER NOT NULL DEFAULT 0;
   UPDATE collections SET count = (SELECT count(*) FROM collection_images JOIN marks ON marks.seq = image_seq
     WHERE collection_seq = collections.seq AND trashed_at IS NULL);
   CREATE TRIGGER image_tags_insert AFTER INSERT ON image_tags BEGIN
     UPDATE tags SET count = count + 1
     WHERE seq = new.tag_seq AND EXISTS (SELECT 1 FROM marks WHERE seq = new.image_seq AND trashed_at IS NULL);
   END;
   CREATE TRIGGER image_tags_delete AFTER DELETE ON image_tags BEGIN
     UPDATE tags SET count = count - 1
     WHERE seq = old.tag_seq AND EXISTS (SELECT 1 FROM marks WHERE seq = old.image_seq AND trashed_at IS NULL);
   END;
   CREATE TRIGGER collection_images_insert AFTER INSERT ON collection_images BEGIN
     UPDATE collections SET count = count + 1
     WHERE seq = new.collection_seq AND EXISTS (SELECT 1 FROM marks WHERE seq = new.image_seq AND trashed_at IS NULL);
   END;
   CREATE TRIGGER collection_images_delete AFTER DELETE ON collection_images BEGIN
     UPDATE collections SET count = count - 1
     WHERE seq = old.collection_seq AND EXISTS (SELECT 1 FROM marks WHERE seq = old.image_seq AND trashed_at IS NULL);
   END;
   CREATE TRIGGER marks_trashed_update AFTER UPDATE OF trashed_at ON marks
   WHEN (old.trashed_at IS NULL) <> (new.trashed_at IS NULL) BEGIN
     UPDATE tags SET count = count + iif(new.trashed_at IS NULL, 1, -1)
     WHERE seq IN (SELECT tag_seq FROM image_tags WHERE image_seq = new.seq);
     UPDATE collections SET count = count + iif(new.trashed_at IS NULL, 1, -1)
     WHERE seq IN (SELECT collection_seq FROM collection_images WHERE image_seq = new.seq);
   END;
   CREATE TRIGGER images_delete BEFORE DELETE ON images BEGIN
     DELETE FROM image_tags WHERE image_seq = old.seq;
     DELETE FROM collection_images WHERE image_seq = old.seq;
     DELETE FROM found_texts WHERE image_seq = old.seq;
   END;

   DROP TABLE image_words;
   CREATE VIRTUAL TABLE image_words USING fts5 (
     title, prompt, file, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
   );
   CREATE VIRTUAL TABLE added_words USING fts5 (
     words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
   );
   INSERT INTO image_words (rowid, title, prompt, file)
     SELECT seq, easel_tokens(title), iif(title = prompt, '', easel_tokens(prompt)), easel_tokens(easel_name(file)) FROM images;
   CREATE TRIGGER images_words_insert AFTER INSERT ON images BEGIN
     INSERT INTO image_words (rowid, title, prompt, file) VALUES (new.seq, easel_tokens(new.title),
       iif(new.title = new.prompt, '', easel_tokens(new.prompt)), easel_tokens(easel_name(new.file)));
   END;
   CREATE TRIGGER images_words_update AFTER UPDATE OF title, prompt, file ON images
   WHEN old.title <> new.title OR old.prompt <> new.prompt OR easel_name(old.file) <> easel_name(new.file) BEGIN
     DELETE FROM image_words WHERE rowid = old.seq;
     INSERT INTO image_words (rowid, title, prompt, file) VALUES (new.seq, easel_tokens(new.title),
       iif(new.title = new.prompt, '', easel_tokens(new.prompt)), easel_tokens(easel_name(new.file)));
   END;
   CREATE TRIGGER images_words_delete AFTER DELETE ON images BEGIN
     DELETE FROM image_words WHERE rowid = old.seq;
     DELETE FROM added_words WHERE rowid = old.seq * 2;
     UPDATE counters SET value = max(value, old.seq) WHERE name = 'seq';
   END;
   CREATE TRIGGER marks_note_update AFTER UPDATE OF note ON marks WHEN old.note <> new.note BEGIN
     DELETE FROM added_words WHERE rowid = old.seq * 2;
     INSERT INTO added_words (rowid, words) VALUES (new.seq * 2, easel_tokens(new.note));
   END;
   CREATE TRIGGER found_texts_insert AFTER INSERT ON found_texts BEGIN
     INSERT INTO added_words (rowid, words) VALUES (new.image_seq * 2 + 1, easel_tokens(substr(new.text, 1, 2000)));
   END;
   CREATE TRIGGER found_texts_update AFTER UPDATE OF text ON found_texts BEGIN
     DELETE FROM added_words WHERE rowid = old.image_seq * 2 + 1;
     INSERT INTO added_words (rowid, words) VALUES (new.image_seq * 2 + 1, easel_tokens(substr(new.text, 1, 2000)));
   END;
   CREATE TRIGGER found_texts_delete AFTER DELETE ON found_texts BEGIN
     DELETE FROM added_words WHERE rowid = old.image_seq * 2 + 1;
   END;`,
  // The `stack` that all images of a batch have.
  `CREATE TABLE batches (id TEXT PRIMARY KEY, stack INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
  // What is kept of purged images that others were made from, or that were made from others. `image_sources` tells of
  // both: its images are named by no key. `tombstone_chores` are those whose tombstone's file is behind.
  `CREATE TABLE tombstones (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     kind TEXT NOT NULL,
     created_at REAL NOT NULL,
     width INTEGER NOT NULL,
     height INTEGER NOT NULL,
     sha256 TEXT NOT NULL,
     title TEXT NOT NULL,
     recipe TEXT,
     origin TEXT,
     stars INTEGER NOT NULL,
     flag TEXT,
     thumbnail INTEGER NOT NULL,
     prompt TEXT AS (CASE WHEN json_valid(recipe) THEN coalesce(recipe ->> '$.prompt', '') ELSE '' END) VIRTUAL
   ) STRICT;
   CREATE INDEX tombstones_by_sha256 ON tombstones (sha256);
   CREATE TABLE tombstone_chores (id TEXT PRIMARY KEY, ticket INTEGER NOT NULL) STRICT, WITHOUT ROWID;

   CREATE TABLE kept_sources (
     image_id TEXT NOT NULL,
     position INTEGER NOT NULL,
     source_id TEXT NOT NULL,
     PRIMARY KEY (image_id, position)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO kept_sources SELECT image_id, position, source_id FROM image_sources;
   DROP TABLE image_sources;
   ALTER TABLE kept_sources RENAME TO image_sources;
   CREATE INDEX image_sources_by_source ON image_sources (source_id);
   CREATE TRIGGER images_sources_delete AFTER DELETE ON images BEGIN
     DELETE FROM image_sources
     WHERE image_id = old.id AND NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.id = old.id);
   END;`,
];

/** The plan of the library's records in that file; `now` is in milliseconds since 1970. */
export function libraryPlan(file: string, now: () => number): DatabasePlan {
  return { file, now, migrations: libraryMigrations, table: 'images', functions: FUNCTIONS };
}

/** What the triggers index: tokens between spaces, and the last part of a path. */
const FUNCTIONS: NonNullable<DatabasePlan['functions']> = {
  easel_tokens: (text) => searchTokens(text).join(' '),
  easel_name: (path) => path.slice(path.lastIndexOf('/') + 1),
};
