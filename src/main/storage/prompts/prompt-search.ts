import { z } from 'zod';
import type { PromptList, PromptOrder, PromptQuery } from '../../../shared/prompts';
import type { SearchTerm } from '../../../shared/search';
import { holdsTerm, parseSearch, searchTokens, tagKey } from '../../../shared/search';
import type { Database, SqlValue } from '../database';
import { Json } from '../json';

/** Prompts as `PromptList` has them. */
type FoundPrompts = Pick<PromptList, 'ids' | 'times'>;

/**
 * The prompts asked for in their order, whatever is searched for. `withLibrary` says that the library is attached; without
 * it no prompt has images.
 */
export function orderPrompts(database: Database, query: PromptQuery, withLibrary: boolean): FoundPrompts {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (query.favourites) conditions.push('favourite <> 0');
  if (query.tag !== null) {
    conditions.push(`EXISTS (SELECT 1 FROM prompt_tags WHERE prompt_seq = facts.seq
      AND tag_seq = (SELECT seq FROM tags WHERE tag_key = ?))`);
    values.push(tagKey(query.tag));
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const time = TIMES[query.order];
  const row = Ordered.parse(
    database.get(
      `SELECT json_group_array(seq) AS seqs, ${time === undefined ? "'[]'" : `json_group_array(${time})`} AS times
       FROM (SELECT seq, ${time ?? 'seq'} FROM facts ${where} ORDER BY ${ORDERS[query.order]})`,
      ...values,
    ),
  );
  const ids = numbersOf(row.seqs);
  const byOutcome = OUTCOMES[query.order];
  if (byOutcome && withLibrary) sortByOutcome(ids, readOutcomes(database), byOutcome);
  return { ids: Int32Array.from(ids), times: Float64Array.from(numbersOf(row.times)) };
}

/** Those of the prompts in whose text or tags all terms are found; see `parseSearch`. All when nothing is asked for. */
export function searchPrompts(database: Database, search: string, { ids, times }: FoundPrompts): FoundPrompts {
  const found = matches(database, search);
  if (found === null) return { ids, times };
  const isFound = (_value: number, place: number): boolean => found[ids[place] ?? 0] === 1;
  return { ids: ids.filter(isFound), times: times.filter(isFound) };
}

const Ordered = z.object({ seqs: Json, times: Json });
/** The times of orders by time. */
const TIMES: Partial<Readonly<Record<PromptOrder, string>>> = { recent: 'last_used_at', first: 'first_used_at' };

const RECENT = 'last_used_at DESC, seq DESC';
/** The order, or that of prompts which are equal in it. */
const ORDERS: Readonly<Record<PromptOrder, string>> = {
  recent: RECENT,
  first: 'first_used_at DESC, seq DESC',
  uses: `uses DESC, ${RECENT}`,
  cost: `charged + unknown DESC, ${RECENT}`,
  images: RECENT,
  kept: RECENT,
};

interface Outcome {
  readonly images: number;
  readonly kept: number;
}

/** What orders by what came of a prompt compare; the greater comes first. */
const OUTCOMES: Partial<Readonly<Record<PromptOrder, (outcome: Outcome) => number>>> = {
  images: ({ images }) => images,
  // Of equal shares, more kept images say more; one without images comes last.
  kept: ({ images, kept }) => kept / images + kept / 1e6,
};

function sortByOutcome(
  seqs: number[],
  outcomes: ReadonlyMap<number, Outcome>,
  value: (outcome: Outcome) => number,
): void {
  const values = new Map([...outcomes].map(([seq, outcome]) => [seq, value(outcome)] as const));
  seqs.sort((a, b) => (values.get(b) ?? -1) - (values.get(a) ?? -1));
}

/** A condition for images in the attached library that a person chose to keep. */
export const IS_KEPT = `(marks.flag IS 'pick' OR marks.stars > 0 OR marks.favourite <> 0)`;
/** Joins uses with their images in the attached library, without its trash. */
export const WITH_IMAGES = `CROSS JOIN library.images ON images.job_id = uses.job_id AND images.job_id IS NOT NULL
  CROSS JOIN library.marks ON marks.seq = images.seq AND marks.trashed_at IS NULL`;

const Outcomes = z.object({ seqs: Json, images: Json, kept: Json });

function readOutcomes(database: Database): ReadonlyMap<number, Outcome> {
  const row = Outcomes.parse(
    database.get(`SELECT json_group_array(seq) AS seqs, json_group_array(images) AS images, json_group_array(kept) AS kept
      FROM (SELECT prompt_seq AS seq, count(*) AS images, sum(${IS_KEPT}) AS kept
        FROM uses INDEXED BY uses_by_prompt ${WITH_IMAGES} GROUP BY prompt_seq)`),
  );
  const [seqs, images, kept] = [numbersOf(row.seqs), numbersOf(row.images), numbersOf(row.kept)];
  return new Map(seqs.map((seq, place) => [seq, { images: images[place] ?? 0, kept: kept[place] ?? 0 }]));
}

const Last = z.object({ last: z.number().nullable() });

/** One for each number of a prompt that was found; null when nothing was asked for. */
function matches(database: Database, search: string): Uint8Array | null {
  const terms = parseSearch(search);
  if (terms.length === 0) return null;
  const { last } = Last.parse(database.get('SELECT max(seq) AS last FROM prompts'));
  const tagged = tagMatches(database, terms);
  const wanted = terms.filter(({ not }) => !not);
  // Words that are in no tag are one question to the index, which looks through common ones fastest by itself.
  const plain = wanted.filter((term) => term.kind !== 'tag' && !tagged.has(term));
  const all = (term: SearchTerm): readonly number[] => [
    ...(term.kind === 'tag' ? [] : wordMatches(database, queryOf(term))),
    ...(tagged.get(term) ?? []),
  ];
  const conditions = [
    ...(plain.length > 0 ? [wordMatches(database, plain.map(queryOf).join(' AND '))] : []),
    ...wanted.filter((term) => !plain.includes(term)).map(all),
  ];
  // How many conditions each has met.
  const met = new Uint8Array((last ?? 0) + 1);
  for (const [place, seqs] of conditions.entries()) {
    // A number may come twice: it counts when it met all conditions before.
    for (const seq of seqs) if (met[seq] === place) met[seq] = place + 1;
  }
  const excluded = new Set(terms.filter(({ not }) => not).flatMap(all));
  return met.map((count, seq) => (count === conditions.length && !excluded.has(seq) ? 1 : 0));
}

const TagName = z.object({ seq: z.number(), tag: z.string(), tag_key: z.string() });

/** Prompts that bear a tag which a term means: the whole name of it for a `#tag`, words in it for the others. */
function tagMatches(database: Database, terms: readonly SearchTerm[]): ReadonlyMap<SearchTerm, readonly number[]> {
  const tags = database
    .all('SELECT seq, tag, tag_key FROM tags WHERE count > 0')
    .flatMap((row) => TagName.safeParse(row).data ?? [])
    .map(({ tag, ...rest }) => ({ ...rest, tokens: searchTokens(tag) }));
  const found = new Map<SearchTerm, readonly number[]>();
  for (const term of terms) {
    const meant = tags.filter(({ tag_key, tokens }) =>
      term.kind === 'tag' ? tag_key === term.tokens[0] : holdsTerm(tokens, term),
    );
    if (meant.length === 0) continue;
    const sql = `SELECT json_group_array(prompt_seq) AS seqs FROM prompt_tags
      WHERE tag_seq IN (SELECT value FROM json_each(?))`;
    found.set(term, seqsOf(database, sql, JSON.stringify(meant.map(({ seq }) => seq))));
  }
  return found;
}

function wordMatches(database: Database, query: string): readonly number[] {
  return seqsOf(database, 'SELECT json_group_array(rowid) AS seqs FROM prompt_words WHERE prompt_words MATCH ?', query);
}

/** Tokens hold nothing that the index could take for a command; see `searchTokens`. */
function queryOf({ tokens, open }: SearchTerm): string {
  return `"${tokens.join(' ')}"${open ? '*' : ''}`;
}

const Seqs = z.object({ seqs: Json });

function seqsOf(database: Database, sql: string, ...values: readonly SqlValue[]): number[] {
  return numbersOf(Seqs.parse(database.get(sql, ...values)).seqs);
}

/** Checked by hand: a schema takes longer here than the query. */
function numbersOf(values: unknown): number[] {
  if (!Array.isArray(values) || !values.every((value): value is number => typeof value === 'number')) {
    throw new Error('The index of the prompts is damaged.');
  }
  return values;
}
