import { z } from 'zod';
import type { LibraryImage } from '../../../shared/image';
import type { Database } from '../database';
import { nextTicket } from './library-patch';
import { takeTombstone, writeSources } from './tombstones';

/** A record to be written, with what is kept beside it. */
export interface NewRecord {
  readonly image: LibraryImage;
  /** See `library.found`. */
  readonly found: string | null;
  /** See `FileRecord`. */
  readonly modifiedAt: number | null;
}

const Seq = z.object({ seq: z.number() });
/** Numbers of records never come back, also when the newest was purged. */
const NEXT_SEQ = `(SELECT max(value, coalesce((SELECT max(seq) FROM images), 0)) + 1 FROM counters WHERE name = 'seq')`;
const CHARGE = { none: 0, charged: 1, free: 2, unknown: 3 } as const;

const INSERT = `INSERT INTO images (seq, id, kind, created_at, width, height, displayable, bytes, format, file, sha256,
    title, prompt, recipe, origin, job_id, output_index, model_id)
  VALUES (${NEXT_SEQ}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
/** Other bytes under the same id. */
const RENEW = `ON CONFLICT (id) DO UPDATE SET width = excluded.width, height = excluded.height,
    displayable = excluded.displayable, bytes = excluded.bytes, format = excluded.format, file = excluded.file,
    sha256 = excluded.sha256, thumbnail = 0, decode_tries = 0`;
/** The whole record anew; its number stays. */
const REPLACE = `${RENEW}, kind = excluded.kind, created_at = excluded.created_at, title = excluded.title,
    prompt = excluded.prompt, recipe = excluded.recipe, origin = excluded.origin, job_id = excluded.job_id,
    output_index = excluded.output_index, model_id = excluded.model_id`;
/** The first image of a batch gives its number to the stack of them all. */
const BATCH = 'INSERT INTO batches (id, stack) VALUES (?, ?) ON CONFLICT DO NOTHING';
const MARK = `UPDATE marks SET untidy = ?2, modified_at = ?3, missing = ?4, stars = ?5, flag = ?6, favourite = ?7,
    note = ?8, trashed_at = ?9, made_with = ?10, charge = ?11,
    model_word = (SELECT seq FROM words WHERE word = ?12), resolution_word = (SELECT seq FROM words WHERE word = ?13),
    stack = coalesce((SELECT stack FROM batches WHERE id = ?15),
      (SELECT min(stack) FROM images JOIN marks USING (seq) WHERE job_id = ?14), ?1)
  WHERE seq = ?1`;
/** What a person gave an image that comes in again stays. */
const MARK_AGAIN = 'UPDATE marks SET missing = 0, untidy = ?, modified_at = ? WHERE seq = ?';
const FOUND = `INSERT INTO found_texts (image_seq, text) VALUES (?, ?)
  ON CONFLICT (image_seq) DO UPDATE SET text = excluded.text`;

/**
 * Writes a record and returns its number. Of one that exists the bytes are renewed, with `replace` everything. It takes the
 * place of its tombstone, with the stars and the flag that this kept.
 */
export function writeRecord(database: Database, record: NewRecord, replace = false): number {
  const { image, found, modifiedAt } = record;
  const { recipe, origin } = image;
  for (const word of [recipe?.modelId, recipe?.resolution]) {
    if (word) database.run('INSERT INTO words (word) VALUES (?) ON CONFLICT DO NOTHING', word);
  }
  const isNew = database.get('SELECT 1 FROM images WHERE id = ?', image.id) === undefined;
  const row = database.get(
    `${INSERT} ${replace ? REPLACE : RENEW} RETURNING seq`,
    ...[image.id, image.kind, image.createdAt, image.width, image.height, Number(image.displayable), image.bytes],
    ...[image.format, image.file, image.sha256, image.title, recipe?.prompt ?? ''],
    ...[recipe && JSON.stringify(recipe), origin && JSON.stringify(origin)],
    ...[origin?.jobId ?? null, origin?.outputIndex ?? null, recipe?.modelId ?? null],
  );
  const { seq } = Seq.parse(row);
  const kept = takeTombstone(database, image.id);
  const { stars, flag } = kept ?? image;
  const ticket = nextTicket(database);
  if (!isNew && !replace) database.run(MARK_AGAIN, ticket, modifiedAt, seq);
  else {
    if (origin?.batchId) database.run(BATCH, origin.batchId, seq);
    database.run(
      MARK,
      ...[seq, ticket, modifiedAt, Number(image.missing), stars, flag, Number(image.favourite)],
      ...[image.note, image.trashedAt, image.madeWith, CHARGE[chargeOf(image)]],
      ...[recipe?.modelId ?? null, recipe?.resolution ?? null, origin?.jobId ?? null, origin?.batchId ?? null],
    );
  }
  if (isNew || replace) writeSources(database, image.id, recipe?.sourceIds ?? []);
  if (found !== null) database.run(FOUND, seq, found);
  return seq;
}

function chargeOf(image: LibraryImage): keyof typeof CHARGE {
  if (image.kind === 'imported') return 'none';
  if (image.origin === null) return 'unknown';
  return image.origin.synthetic ? 'free' : 'charged';
}
