import { z } from 'zod';
import type { LibraryImage } from '../../shared/image';
import type { Database } from './database';
import { nextTicket } from './library-patch';

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
    title, prompt, recipe, origin, job_id, output_index, model_id, model_word, resolution_word, charge, stack, stars,
    flag, favourite, note, trashed_at, missing, made_with, modified_at, untidy)
  VALUES (${NEXT_SEQ}, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
    (SELECT seq FROM words WHERE word = ?17), (SELECT seq FROM words WHERE word = ?18), ?19,
    coalesce((SELECT min(seq) FROM images WHERE job_id = ?15), ${NEXT_SEQ}),
    ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)`;
/** Other bytes under the same id: what a person gave the image stays. */
const RENEW = `ON CONFLICT (id) DO UPDATE SET width = excluded.width, height = excluded.height,
    displayable = excluded.displayable, bytes = excluded.bytes, format = excluded.format, file = excluded.file,
    sha256 = excluded.sha256, modified_at = excluded.modified_at, missing = 0, thumbnail = 0, decode_tries = 0,
    untidy = excluded.untidy`;
/** The whole record anew; its number stays. */
const REPLACE = `${RENEW}, kind = excluded.kind, created_at = excluded.created_at, title = excluded.title,
    prompt = excluded.prompt, recipe = excluded.recipe, origin = excluded.origin, job_id = excluded.job_id,
    output_index = excluded.output_index, model_id = excluded.model_id, model_word = excluded.model_word,
    resolution_word = excluded.resolution_word, charge = excluded.charge, stars = excluded.stars, flag = excluded.flag,
    favourite = excluded.favourite, note = excluded.note, trashed_at = excluded.trashed_at,
    missing = excluded.missing, made_with = excluded.made_with`;
const FOUND = `INSERT INTO found_texts (image_seq, text) VALUES (?, ?)
  ON CONFLICT (image_seq) DO UPDATE SET text = excluded.text`;

/** Writes a record and returns its number. Of one that exists the bytes are renewed, with `replace` everything. */
export function writeRecord(database: Database, record: NewRecord, replace = false): number {
  const { image, found, modifiedAt } = record;
  const { recipe, origin } = image;
  for (const word of [recipe?.modelId, recipe?.resolution]) {
    if (word) database.run('INSERT INTO words (word) VALUES (?) ON CONFLICT DO NOTHING', word);
  }
  const row = database.get(
    `${INSERT} ${replace ? REPLACE : RENEW} RETURNING seq`,
    ...[image.id, image.kind, image.createdAt, image.width, image.height, Number(image.displayable), image.bytes],
    ...[image.format, image.file, image.sha256, image.title, recipe?.prompt ?? ''],
    ...[recipe && JSON.stringify(recipe), origin && JSON.stringify(origin)],
    ...[origin?.jobId ?? null, origin?.outputIndex ?? null, recipe?.modelId ?? null, recipe?.resolution ?? null],
    ...[CHARGE[chargeOf(image)], image.stars, image.flag, Number(image.favourite), image.note, image.trashedAt],
    ...[Number(image.missing), image.madeWith, modifiedAt, nextTicket(database)],
  );
  const { seq } = Seq.parse(row);
  for (const [position, sourceId] of (recipe?.sourceIds ?? []).entries()) {
    database.run(
      'INSERT INTO image_sources (image_id, position, source_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      ...[image.id, position, sourceId],
    );
  }
  if (found !== null) database.run(FOUND, seq, found);
  return seq;
}

function chargeOf(image: LibraryImage): keyof typeof CHARGE {
  if (image.kind === 'imported') return 'none';
  if (image.origin === null) return 'unknown';
  return image.origin.synthetic ? 'free' : 'charged';
}
