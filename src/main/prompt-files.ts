import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TemplateId } from '../shared/ids';
import { localDay } from '../shared/local-day';
import { cleanPrompt } from '../shared/prompt-text';
import type { PromptExport, PromptImport } from '../shared/prompts';
import { RequestError } from '../shared/result';
import type { Clock, Log } from './core/ports';
import type { Desk } from './platform/desk';
import type { EntryOf } from './prompt-files/entry';
import { PromptEntry } from './prompt-files/entry';
import type { Prompts } from './prompts';
import { nameKey } from './storage/library/library-patch';
import type { LibraryWorker } from './storage/library/library-worker-line';
import type { PromptStore } from './storage/prompts/prompt-store';

/** What files of prompts need. */
export interface PromptFilesPorts {
  readonly prompts: Pick<Prompts, 'writing' | 'templates' | 'changeTemplates' | 'told'>;
  readonly desk: Pick<Desk, 'choosePromptExport' | 'choosePromptImports'>;
  readonly worker: Pick<LibraryWorker, 'ask'>;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly log: Log;
  readonly newTemplateId: () => TemplateId;
  /** Path of `prompts.db`. */
  readonly file: string;
  /** A folder for what is read, while it is read. */
  readonly scratch: string;
}

/** History and templates on their way to files and from them. */
export interface PromptFiles {
  /** Throws `cancelled` when no file was chosen, `unavailable` when it can't be written. */
  export(order: PromptExport): Promise<{ readonly path: string; readonly count: number }>;
  /** Throws `cancelled` when none was chosen. */
  import(): Promise<PromptImport>;
}

const MOST_PROBLEMS = 100;
/** Main is free again after so many milliseconds. */
const SHARE_MS = 6;
/** A long import shows that it goes on after so many milliseconds, again and again. */
const TELL_MS = 1000;
const ENDINGS = { json: 'json', csv: 'csv', markdown: 'md' } as const;

interface Tally {
  prompts: number;
  templates: number;
  known: number;
  /** Texts of all templates by the keys of their names, once they were needed: to read them for each would take minutes. */
  taken: Map<string, string> | null;
}

/** Files of the prompts that the ports give. */
export function createPromptFiles(ports: PromptFilesPorts): PromptFiles {
  const { prompts, desk, worker, clock, log } = ports;
  const importFile = async (path: string, into: string, tally: Tally): Promise<readonly string[]> => {
    const { problems } = await worker.ask('readPromptFile', { path, into });
    let until = clock.monotonic() + SHARE_MS;
    let tell = clock.monotonic() + TELL_MS;
    for await (const line of createInterface({ input: createReadStream(into) })) {
      importEntry(ports, PromptEntry.parse(JSON.parse(line)), tally);
      if (clock.monotonic() < until) continue;
      if (clock.monotonic() > tell) {
        prompts.told();
        tell = clock.monotonic() + TELL_MS;
      }
      await new Promise((done) => setImmediate(done));
      until = clock.monotonic() + SHARE_MS;
    }
    return problems;
  };
  return {
    async export(order) {
      // Refused before anybody is asked for a file.
      prompts.writing();
      const { what, format } = order;
      const name = `Easel ${what === 'history' ? 'prompts' : 'templates'} ${localDay(clock.now())}.${ENDINGS[format]}`;
      const target = await desk.choosePromptExport(name, format);
      if (target === null) throw new RequestError('cancelled', 'Nothing was exported.');
      try {
        return { path: target, count: await worker.ask('writePromptFile', { ...order, prompts: ports.file, target }) };
      } catch (error) {
        log.warn('Prompts could not be exported', { reason: String(error) });
        throw new RequestError(
          'unavailable',
          'The export could not be written. Check the disk or choose another place.',
        );
      }
    },
    async import() {
      const store = prompts.writing();
      const paths = await desk.choosePromptImports();
      if (paths.length === 0) throw new RequestError('cancelled', 'Nothing was imported.');
      const tally: Tally = { prompts: 0, templates: 0, known: 0, taken: null };
      const problems: string[] = [];
      const scratch = await mkdtemp(join(ports.scratch, 'prompt-import-'));
      try {
        for (const path of paths) problems.push(...(await importFile(path, join(scratch, 'entries'), tally)));
      } finally {
        await rm(scratch, { recursive: true, force: true });
        store.sync();
        prompts.told();
      }
      const { prompts: added, templates, known } = tally;
      return { prompts: added, templates, known, problems: problems.slice(0, MOST_PROBLEMS) };
    },
  };
}

function importEntry(ports: PromptFilesPorts, entry: PromptEntry, tally: Tally): void {
  const { prompts } = ports;
  switch (entry.kind) {
    case 'prompt':
      tally[importPrompt(prompts.writing(), entry, ports.clock.now()) ? 'prompts' : 'known'] += 1;
      return;
    case 'template':
      tally.taken ??= takenNames(prompts);
      tally[importTemplate(ports, entry, tally.taken) ? 'templates' : 'known'] += 1;
      return;
    case 'variable':
      prompts.changeTemplates((store) => {
        const known = store.read().variables.find(({ name }) => name === entry.name);
        if (entry.list.length > 0) store.keepList(entry.name, [...(known?.list ?? []), ...entry.list]);
        // Those that were sent here are newer.
        for (const value of [...entry.recent, ...(known?.recent ?? [])].reverse())
          store.remember({ [entry.name]: value });
      });
  }
}

/** True when the text was not known. What is known of it already stays; uses, tags and the favourite are added. */
function importPrompt(store: PromptStore, entry: EntryOf<'prompt'>, now: number): boolean {
  const { text, tags, favourite, uses } = entry;
  const times = [entry.firstUsedAt, entry.lastUsedAt, ...uses.map(({ at }) => at)].filter((at) => at !== null);
  const [first, last] = times.length === 0 ? [now, now] : [Math.min(...times), Math.max(...times)];
  return store.together(() => {
    const prompt = store.addPrompt(text, first, last);
    if (!prompt) return false;
    for (const use of uses) {
      const { jobId, batchId, at, recipe, charge, pattern } = use;
      if (jobId === null && store.hasUseAt(prompt.id, at)) continue;
      const micros = Math.round(use.estimate * 1e6);
      store.addUses([{ text, jobId, batchId, at, recipe, micros, charge, pattern, basedOn: null }]);
    }
    if (tags.length > 0) store.mark([prompt.id], { kind: 'tag', tags });
    if (favourite) store.mark([prompt.id], { kind: 'favourite', favourite });
    return prompt.isNew;
  });
}

function takenNames(prompts: PromptFilesPorts['prompts']): Map<string, string> {
  return new Map(prompts.templates().templates.map(({ name, text }) => [nameKey(name), text]));
}

/** True when it was not known. Another text under a name that is taken gets a name of its own, which is `taken` from then on. */
function importTemplate(
  { prompts, newTemplateId }: PromptFilesPorts,
  entry: EntryOf<'template'>,
  taken: Map<string, string>,
): boolean {
  const text = cleanPrompt(entry.text).text;
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? entry.name : `${entry.name.slice(0, 90)} (${String(copy)})`;
    const there = taken.get(nameKey(name));
    if (there === text) return false;
    if (there !== undefined) continue;
    prompts.changeTemplates((store) => {
      store.save({ id: newTemplateId(), name, text });
    });
    taken.set(nameKey(name), text);
    return true;
  }
}
