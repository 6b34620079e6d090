/** The migrations of `jobs.db`. The job itself is JSON in `data`; the columns beside it are what is searched. */
export const jobMigrations: readonly string[] = [
  `CREATE TABLE jobs (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     intent_id TEXT NOT NULL UNIQUE,
     status TEXT NOT NULL,
     created_at REAL NOT NULL,
     dismissed INTEGER NOT NULL DEFAULT 0,
     data TEXT NOT NULL
   ) STRICT;
   CREATE INDEX jobs_listed ON jobs (seq) WHERE dismissed = 0;
   CREATE INDEX jobs_unfinished ON jobs (seq)
     WHERE status IN ('queued', 'submitting', 'accepted', 'running', 'saving');`,
  // Read from the job itself, so that they can't say anything else; null where it can't be read.
  `ALTER TABLE jobs ADD COLUMN origin TEXT
     AS (CASE WHEN json_valid(data) THEN CAST(data ->> '$.gateway.origin' AS TEXT) END) VIRTUAL;
   ALTER TABLE jobs ADD COLUMN not_before REAL
     AS (CASE WHEN json_valid(data) THEN CAST(data ->> '$.notBefore' AS REAL) END) VIRTUAL;
   CREATE INDEX jobs_queued ON jobs (seq, origin, not_before) WHERE status = 'queued';
   CREATE INDEX jobs_unknown ON jobs (seq) WHERE status = 'unknown' AND dismissed = 0;`,
  // What the ledger adds up, and what waits for a person's decision. `charge` says what `chargeOf` says; `day` is the local
  // one at the press of the button; `micros` are millionths of a dollar, which add up without rounding. What is listed has a table of its own: clearing
  // fifty thousand must not write each of them anew.
  `ALTER TABLE jobs ADD COLUMN day TEXT NOT NULL DEFAULT '';
   ALTER TABLE jobs ADD COLUMN checksum INTEGER;
   ALTER TABLE jobs ADD COLUMN request_id TEXT
     AS (CASE WHEN json_valid(data) THEN CAST(data ->> '$.requestId' AS TEXT) END) VIRTUAL;
   ALTER TABLE jobs ADD COLUMN lost INTEGER
     AS (CASE WHEN status = 'done' AND json_valid(data) THEN instr(data ->> '$.outputs', '"state":"lost"') > 0 ELSE 0 END) VIRTUAL;
   ALTER TABLE jobs ADD COLUMN live INTEGER
     AS (CASE WHEN json_valid(data) THEN data ->> '$.gateway.kind' = 'live' END) VIRTUAL;
   ALTER TABLE jobs ADD COLUMN charge TEXT AS (CASE
     WHEN status IN ('done', 'saving') THEN 'yes'
     WHEN status IN ('refused', 'stopped', 'cancelled') THEN 'no'
     WHEN status = 'failed' AND json_valid(data) AND data ->> '$.problem.code' = 'system-error' THEN 'no'
     WHEN status IN ('failed', 'empty', 'unknown') THEN 'unknown'
     ELSE 'pending' END) VIRTUAL;
   ALTER TABLE jobs ADD COLUMN images INTEGER AS (CASE
     WHEN NOT json_valid(data) THEN 0
     WHEN status IN ('done', 'saving') THEN json_array_length(data, '$.outputs')
     ELSE CAST(data ->> '$.recipe.count' AS INTEGER) END) VIRTUAL;
   ALTER TABLE jobs ADD COLUMN micros INTEGER
     AS (CASE WHEN json_valid(data) THEN CAST(round((data ->> '$.estimate') * 1e6) AS INTEGER) ELSE 0 END) VIRTUAL;
   UPDATE jobs SET day = coalesce(date(created_at / 1000, 'unixepoch', 'localtime'), '');
   CREATE INDEX jobs_undecided ON jobs (seq) WHERE status = 'unknown' OR lost;
   CREATE INDEX jobs_without_image ON jobs (seq) WHERE status IN ('empty', 'refused', 'failed', 'stopped');
   CREATE INDEX jobs_done ON jobs (seq) WHERE status = 'done';
   CREATE INDEX jobs_by_request ON jobs (request_id, origin) WHERE request_id IS NOT NULL;
   CREATE INDEX jobs_money ON jobs (day, charge, images, micros) WHERE live;
   CREATE TABLE listed (seq INTEGER PRIMARY KEY REFERENCES jobs (seq) ON DELETE CASCADE) STRICT;
   INSERT INTO listed SELECT seq FROM jobs WHERE dismissed = 0;
   CREATE TRIGGER jobs_list AFTER INSERT ON jobs BEGIN INSERT INTO listed VALUES (new.seq); END;
   DROP INDEX jobs_unknown;
   DROP INDEX jobs_listed;
   ALTER TABLE jobs DROP COLUMN dismissed;`,
  `ALTER TABLE jobs ADD COLUMN batch_id TEXT
     AS (CASE WHEN json_valid(data) THEN CAST(data ->> '$.batchId' AS TEXT) END) VIRTUAL;
   CREATE INDEX jobs_by_batch ON jobs (batch_id) WHERE batch_id IS NOT NULL;`,
];
