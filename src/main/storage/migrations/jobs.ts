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
];
