import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PromptId, TemplateId } from '../shared/ids';
import type { PromptExport } from '../shared/prompts';
import { createPromptFiles } from './prompt-files';
import type { PromptFiles } from './prompt-files';
import { openForReading } from './storage/database';
import { createInlineLibraryWorker } from './storage/library/library-worker-line';
import { jobId, madeJob } from './storage/jobs/made-jobs';
import { openPrompts } from './storage/prompts/open-prompts';
import type { OpenPrompts } from './storage/prompts/open-prompts';
import { PROMPT_READING } from './storage/prompts/prompt-reading';
import type { NewUse } from './storage/prompts/prompt-store';

/** Whatever people and programs put into prompts. */
const HOSTILE = [
  'a red fox',
  'three ``` backticks\n```\nand a fence of four\n````prompt\ninside',
  'a | table | of pipes, "quotes" and ‘others’; semicolons\tand tabs',
  '=HYPERLINK("https://evil.test","click")',
  '+1',
  '-2+3',
  '@SUM(A1:A9)',
  '"',
  '""',
  '","',
  "'=1",
  '\\',
  '\\n',
  '#',
  '# heading',
  '## another',
  '- Tags: no, none',
  'first\n\n\nlast',
  '{"json": ["a", 1]}',
  '[1]',
  '👩‍👩‍👧 🦊 emoji',
  'שלום עולם \u202Egnp.exe',
  'ﷺ مرحبا',
  '漢字\u3000と',
  '<script>alert(1)</script>',
  '```',
  '~~~',
  '&amp;',
  'null',
  'true',
  '0',
  'prompt',
  'kind,name,text',
  'lines\u2028and\u2029paragraphs of Unicode, \u0085 and \u000B',
  'long "quoted" '.repeat(8000).slice(0, 100_000).trim(),
] as const;
const TAGS = ['plain', 'with, comma', '"quoted"', 'back\\slash', '#hash', '=1+1', 'two\nlines', '🦊'] as const;

let folder = '';
let opened: OpenPrompts[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-files-'));
  opened = [];
});
afterEach(() => {
  for (const one of opened) one.close();
  rmSync(folder, { recursive: true });
});

interface Desk {
  readonly files: PromptFiles;
  readonly open: OpenPrompts;
  /** What the person chooses. */
  readonly chosen: { target: string | null; paths: readonly string[] };
  /** Everything there is, to be compared. */
  content(): unknown;
}

let ids = 0;

function desk(name: string): Desk {
  const file = join(folder, `${name}.db`);
  const open = openPrompts({ file, backups: join(folder, 'none'), now: () => 5000, notify: () => undefined });
  if (!open) throw new Error('not opened');
  opened.push(open);
  const chosen: Desk['chosen'] = { target: null, paths: [] };
  const files = createPromptFiles({
    ...{ file, scratch: folder, worker: createInlineLibraryWorker(), clock: { now: () => 5000, monotonic: () => 0 } },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    prompts: {
      writing: () => open.store,
      templates: () => open.templates.read(),
      changeTemplates: (change) => {
        change(open.templates);
      },
      told: () => undefined,
    },
    desk: {
      choosePromptExport: () => Promise.resolve(chosen.target),
      choosePromptImports: () => Promise.resolve(chosen.paths),
    },
    newTemplateId: () => TemplateId.parse(`tpl_${String((ids += 1)).padStart(20, '0')}`),
  });
  return {
    ...{ files, open, chosen },
    content: () => {
      const database = openForReading(file);
      const prompts = database.all(
        `SELECT text, favourite, first_used_at, last_used_at, charged, unknown, facts.uses,
           (SELECT json_group_array(tag) FROM prompt_tags JOIN tags ON tags.seq = tag_seq WHERE prompt_seq = facts.seq) AS tags
         FROM facts JOIN prompts USING (seq) ORDER BY text`,
      );
      const uses = database.all(
        'SELECT job_id, batch_id, at, model_id, recipe, micros, charge, patterns.text FROM uses LEFT JOIN patterns ON patterns.seq = pattern_seq ORDER BY job_id',
      );
      database.close();
      const { templates, variables } = open.templates.read();
      return { prompts, uses, templates: templates.map(({ name, text }) => ({ name, text })), variables };
    },
  };
}

function use(n: number, text: string): NewUse {
  const { recipe } = madeJob(n, 'queued');
  return {
    ...{ text, jobId: jobId(n), batchId: null, at: 1_790_000_000_000 + n, recipe: { ...recipe, prompt: text } },
    ...{ micros: 50_000, charge: 'yes', pattern: `{${text.slice(0, 20)}|other}`, basedOn: null },
  };
}

/** A history of hostile texts; every third is a favourite, all bear hostile tags. */
function fill({ open }: Desk): void {
  open.store.addUses(HOSTILE.map((text, n) => use(n + 1, text)));
  const all = HOSTILE.map((_text, n) => PromptId.parse(n + 1));
  open.store.mark(all, { kind: 'tag', tags: [...TAGS] });
  open.store.mark(
    all.filter((id) => id % 3 === 0),
    { kind: 'favourite', favourite: true },
  );
}

function fillTemplates({ open }: Desk): void {
  for (const [n, text] of HOSTILE.entries()) {
    open.templates.save({
      id: TemplateId.parse(`tpl_${String(1000 + n).padStart(20, '0')}`),
      name: `${String(n)} ${text.slice(0, 80)}`.trim(),
      text,
    });
  }
  open.templates.keepList(
    'product',
    HOSTILE.filter((text) => text.length < 1000),
  );
  open.templates.keepList('colour-2 x', ['red', 'blue']);
}

async function carry(from: Desk, to: Desk, order: PromptExport): Promise<void> {
  from.chosen.target = join(folder, `out.${order.format === 'markdown' ? 'md' : order.format}`);
  await from.files.export(order);
  to.chosen.paths = [from.chosen.target];
  const { problems } = await to.files.import();
  expect(problems).toEqual([]);
}

describe('files of the history', () => {
  it('as JSON bring everything back: texts, tags, favourites, times, uses with recipes and what they cost', async () => {
    const [from, to] = [desk('from'), desk('to')];
    fill(from);
    await carry(from, to, { what: 'history', format: 'json' });
    expect(to.content()).toEqual(from.content());
  });

  it.each(['csv', 'markdown'] as const)(
    'as %s bring texts, tags, favourites and times back, byte for byte',
    async (format) => {
      const [from, to] = [desk('from'), desk('to')];
      fill(from);
      await carry(from, to, { what: 'history', format });
      const bare = (content: unknown): unknown =>
        (content as { prompts: readonly object[] }).prompts.map((prompt) => ({ ...prompt, uses: 0, charged: 0 }));
      expect(bare(to.content())).toEqual(bare(from.content()));
    },
  );

  it.each(['json', 'csv', 'markdown'] as const)(
    'read twice as %s double nothing and take no mark away',
    async (format) => {
      const [from, to] = [desk('from'), desk('to')];
      fill(from);
      await carry(from, to, { what: 'history', format });
      const once = to.content();
      expect(await to.files.import()).toEqual({ prompts: 0, templates: 0, known: HOSTILE.length, problems: [] });
      expect(to.content()).toEqual(once);
      await carry(from, from, { what: 'history', format });
    },
  );

  it('name what they were made of: a prompt brought in without a use has no recipe and costs nothing', async () => {
    const to = desk('to');
    to.chosen.paths = [join(folder, 'list.csv')];
    writeFileSync(join(folder, 'list.csv'), 'a red fox\r\n"a ""blue"", quiet hare"\r\n\r\n');
    expect(await to.files.import()).toMatchObject({ prompts: 2, problems: [] });
    const sources = {
      prompts: join(folder, 'to.db'),
      jobs: '',
      library: null,
      versions: { prompts: '1', library: '1' },
    };
    const found = PROMPT_READING.promptDetails({ sources, ids: [PromptId.parse(2)] });
    expect(found).toMatchObject([{ text: 'a "blue", quiet hare', recipe: null, uses: 0, cost: 0, firstUsedAt: 5000 }]);
  });

  it('as a spreadsheet of another country saved them again are read', async () => {
    const to = desk('to');
    to.chosen.paths = [join(folder, 'again.csv')];
    const text = '\uFEFFprompt;tags;favourite\r\n"a; red fox";"warm, ""a, b""";yes\r\n';
    writeFileSync(join(folder, 'again.csv'), Buffer.from(text, 'utf16le'));
    expect(await to.files.import()).toMatchObject({ prompts: 1, problems: [] });
    expect(to.content()).toMatchObject({ prompts: [{ text: 'a; red fox', favourite: 1, tags: '["warm","a, b"]' }] });
  });
});

describe('files of templates', () => {
  it.each(['json', 'csv', 'markdown'] as const)('as %s bring texts, names and lists back', async (format) => {
    const [from, to] = [desk('from'), desk('to')];
    fillTemplates(from);
    await carry(from, to, { what: 'templates', format });
    expect(to.content()).toEqual(from.content());
    expect(await to.files.import()).toMatchObject({ templates: 0, problems: [] });
    expect(to.content()).toEqual(from.content());
  });

  it('leave a template of the same name with another text alone', async () => {
    const [from, to] = [desk('from'), desk('to')];
    from.open.templates.save({ id: TemplateId.parse(`tpl_${'a'.repeat(20)}`), name: 'Product', text: 'theirs' });
    to.open.templates.save({ id: TemplateId.parse(`tpl_${'b'.repeat(20)}`), name: 'product', text: 'mine' });
    await carry(from, to, { what: 'templates', format: 'json' });
    expect(to.content()).toMatchObject({
      templates: [
        { name: 'product', text: 'mine' },
        { name: 'Product (2)', text: 'theirs' },
      ],
    });
  });
});

describe('odd files', () => {
  it.each([
    ['picture.json', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]), /“picture.json”: It is no text/],
    ['zeroes.csv', Buffer.alloc(100), /It is no text/],
    ['broken.json', Buffer.from('{"entries": ['), /no JSON with prompts/],
    ['other.json', Buffer.from('{"a": 1}'), /no JSON with prompts/],
    ['plain.md', Buffer.from('# Notes\n\nNothing here.'), /There are no prompts in it/],
    ['open.md', Buffer.from('```prompt\nno end'), /Line 1: the text has no end/],
    ['open.csv', Buffer.from('prompt\r\n"no end'), /Line 2: a quotation does not end/],
    ['empty.json', Buffer.from('[{"text": ""}]'), /Entry 1: there is no text/],
    ['long.json', Buffer.from(JSON.stringify(['x'.repeat(100_001)])), /Entry 1: the text is longer/],
    ['large.csv', Buffer.alloc(50 * 1024 * 1024 + 1, 'a'), /larger than 50 MB/],
  ])('%s is told with one sentence and changes nothing', async (name, bytes, sentence) => {
    const to = desk('to');
    writeFileSync(join(folder, name), bytes);
    to.chosen.paths = [join(folder, name)];
    const { problems, prompts } = await to.files.import();
    expect({ problems, prompts }).toEqual({ problems: [expect.stringMatching(sentence)], prompts: 0 });
  });

  it('with tags of megabytes are told, and the next prompt is there', async () => {
    const to = desk('to');
    writeFileSync(join(folder, 'a.csv'), `prompt,tags\nx,"""${'\\\\a'.repeat(2_000_000)}"\nanother,b\n`);
    to.chosen.paths = [join(folder, 'a.csv')];
    expect(await to.files.import()).toMatchObject({ prompts: 1, problems: [expect.stringMatching(/Line 2/)] });
  });

  it('with prices and times that no database holds lose those and nothing else', async () => {
    const to = desk('to');
    const uses = [
      { at: '2026-01-01T00:00:00Z', estimate: 1e300, charge: 'yes' },
      { at: '+275760-09-13T00:00:00Z', estimate: 9e12, charge: 'unknown' },
      { at: '2026-01-02T00:00:00Z', estimate: 0.1, charge: 'yes' },
    ];
    writeFileSync(join(folder, 'a.json'), JSON.stringify([{ text: 'a red fox', uses }, 'a blue hare']));
    to.chosen.paths = [join(folder, 'a.json')];
    expect(await to.files.import()).toMatchObject({ prompts: 2, problems: [] });
    expect(to.content()).toMatchObject({ prompts: [{}, { charged: 100_000, unknown: 0 }] });
  });

  it.each([
    ['csv', (n: number) => `kind,name,text\n${'value,colour,x\n'.repeat(n)}`],
    ['md', (n: number) => `## colour\n${'```value\nx\n```\n'.repeat(n)}`],
    ['json', (n: number) => JSON.stringify(Array.from({ length: n }, () => [[[]]]))],
  ])('of hundreds of thousands of entries as %s are read to their end', async (ending, text) => {
    const to = desk('to');
    const path = join(folder, `many.${ending}`);
    writeFileSync(path, text(200_000));
    to.chosen.paths = [path];
    expect((await to.files.import()).problems.length).toBeLessThanOrEqual(100);
  });

  it('hold back neither what is sound in them nor the next file, and leave nothing behind', async () => {
    const to = desk('to');
    writeFileSync(
      join(folder, 'a.json'),
      JSON.stringify([{ text: 7 }, 'a red fox', { text: 'x', uses: [{ at: 'never' }, 3] }]),
    );
    writeFileSync(join(folder, 'b.csv'), 'prompt\na blue hare\n');
    to.chosen.paths = [join(folder, 'a.json'), join(folder, 'gone.csv'), join(folder, 'b.csv')];
    const { problems, prompts } = await to.files.import();
    expect(prompts).toBe(3);
    expect(problems).toEqual([
      expect.stringMatching(/“a.json”: Entry 1/),
      expect.stringMatching(/“gone.csv”: It can’t be read/),
    ]);
    expect(readdirSync(folder).filter((name) => name.startsWith('prompt-import'))).toEqual([]);
  });
});

describe('an export', () => {
  it('that can’t be written leaves the file that was there as it was', async () => {
    const from = desk('from');
    fill(from);
    from.chosen.target = join(folder, 'no-such-folder', 'x.json');
    await expect(from.files.export({ what: 'history', format: 'json' })).rejects.toMatchObject({ code: 'unavailable' });
    from.chosen.target = null;
    await expect(from.files.export({ what: 'history', format: 'json' })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('as CSV is what RFC 4180 says: rows end with CR LF, quotes are doubled', async () => {
    const from = desk('from');
    from.open.store.addUses([use(1, 'say "hi",\nfox')]);
    from.chosen.target = join(folder, 'x.csv');
    expect(await from.files.export({ what: 'history', format: 'csv' })).toEqual({ path: from.chosen.target, count: 1 });
    const lines = readFileSync(from.chosen.target, 'utf8').split('\r\n');
    expect(lines[1]).toMatch(/^"say ""hi"",\nfox",,,2026-/);
    expect(lines).toHaveLength(3);
  });
});
