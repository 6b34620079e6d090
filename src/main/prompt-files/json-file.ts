import { Recipe } from '../../shared/recipe';
import type { PromptEntry, ReadEntry } from './entry';
import { checkedEntry, fieldOf, problem, timeOf, timeText, UseEntry } from './entry';

/** Everything that is known, in pieces. Times are ISO 8601; a recipe has its prompt in `text`. */
export function* jsonFile(entries: Iterable<PromptEntry>): Generator<string> {
  yield '{\n  "easel": 1,\n  "entries": [';
  let between = '\n    ';
  for (const entry of entries) {
    yield `${between}${JSON.stringify(written(entry))}`;
    between = ',\n    ';
  }
  yield '\n  ]\n}\n';
}

function written(entry: PromptEntry): unknown {
  if (entry.kind !== 'prompt') return entry;
  return {
    ...entry,
    firstUsedAt: timeText(entry.firstUsedAt),
    lastUsedAt: timeText(entry.lastUsedAt),
    uses: entry.uses.map((use) => ({
      ...use,
      at: timeText(use.at),
      recipe: use.recipe === null ? null : { ...use.recipe, prompt: undefined },
    })),
  };
}

/** Entries of a file that `jsonFile` wrote, or of a list of texts. */
export function* readJson(text: string): Generator<ReadEntry> {
  const content = parsed(text);
  const entries = Array.isArray(content) ? content : fieldOf(content, 'entries');
  if (!Array.isArray(entries)) {
    yield problem('It is no JSON with prompts in it.');
    return;
  }
  for (const [place, entry] of entries.entries()) yield read(`Entry ${String(place + 1)}`, entry);
}

function read(where: string, entry: unknown): ReadEntry {
  const fields: Readonly<Record<string, unknown>> =
    typeof entry === 'string' ? { text: entry } : typeof entry === 'object' && entry !== null ? { ...entry } : {};
  if (fields['kind'] === 'template' || fields['kind'] === 'variable') {
    return checkedEntry(where, { list: [], recent: [], ...fields });
  }
  // Hundreds of thousands of nothing are refused without a schema.
  if (typeof fields['text'] !== 'string') return problem(`${where}: there is no text.`);
  const uses = Array.isArray(fields['uses']) ? fields['uses'] : [];
  return checkedEntry(where, {
    ...{ tags: [], favourite: false, ...fields, kind: 'prompt' },
    firstUsedAt: timeOf(fields['firstUsedAt']),
    lastUsedAt: timeOf(fields['lastUsedAt']),
    // A use that says too little is no reason to lose the prompt.
    uses: uses.flatMap((use: unknown) => UseEntry.safeParse(readUse(use, fields['text'])).data ?? []),
  });
}

function readUse(use: unknown, prompt: unknown): unknown {
  const fields: Readonly<Record<string, unknown>> = typeof use === 'object' && use !== null ? { ...use } : {};
  const recipe = fields['recipe'];
  return {
    ...{ jobId: null, batchId: null, estimate: 0, charge: null, pattern: null, ...fields },
    at: timeOf(fields['at']),
    recipe:
      typeof recipe === 'object' && recipe !== null ? (Recipe.safeParse({ ...recipe, prompt }).data ?? null) : null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
