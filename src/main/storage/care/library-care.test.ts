import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageId } from '../../../shared/ids';
import { BatchId, JobId } from '../../../shared/ids';
import type { LibraryImage } from '../../../shared/image';
import { NO_FILTER } from '../../../shared/no-filter';
import { createTasks } from '../../core/tasks';
import { bytesOf, createCareWorld, filesIn, imageId, secure } from './care-world';
import type { CareWorld } from './care-world';
import { madePng } from '../images/made-images';
import type { LibraryWorker } from '../library/library-worker-line';
import { createInlineLibraryWorker } from '../library/library-worker-line';
import { jobId } from '../jobs/made-jobs';

// Every change is synced, and the disk of a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

let world: CareWorld;
beforeEach(() => {
  world = createCareWorld();
});
afterEach(() => world.close());

const pathOf = (n: number): string => world.library.fileOf(imageId(n)) ?? '';
const get = (n: number): LibraryImage | undefined => world.library.images([imageId(n)])[0];
/** As a file looks that has been there for long. */
const age = (path: string): void => {
  const time = new Date(2026, 10, 20);
  utimesSync(path, time, time);
};
async function fill(count: number): Promise<void> {
  for (let n = 1; n <= count; n++) await secure(world, n);
}
function deleteRecords(): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(world.folder, `library.db${suffix}`), { force: true });
}

describe('trash on disk', () => {
  it('file and sidecar go into the trash and come back, byte for byte, tags and all', async () => {
    await fill(2);
    world.library.organise([imageId(1)], { kind: 'tag', tags: ['hero'] });
    const before = pathOf(1);
    world.library.organise([imageId(1)], { kind: 'trash' });
    await world.care.check();
    expect(existsSync(before)).toBe(false);
    expect(existsSync(`${before}.json`)).toBe(false);
    expect(pathOf(1)).toContain('/trash/2026/11/');
    expect(readFileSync(pathOf(1))).toEqual(bytesOf(1));
    expect(JSON.parse(readFileSync(`${pathOf(1)}.json`, 'utf8'))).toMatchObject({ id: imageId(1), tags: ['hero'] });
    world.library.undo();
    await world.care.check();
    expect(pathOf(1)).toBe(before);
    expect(readFileSync(before)).toEqual(bytesOf(1));
    expect(get(1)).toMatchObject({ tags: ['hero'], trashedAt: null, missing: false });
    expect([...filesIn(world.folder).keys()].filter((name) => name.startsWith('trash/'))).toEqual([]);
  });

  it('replaces no file that has its name in the trash', async () => {
    await fill(1);
    const taken = pathOf(1).replace('originals', 'trash');
    mkdirSync(dirname(taken), { recursive: true });
    writeFileSync(taken, 'somebody else’s');
    world.library.organise([imageId(1)], { kind: 'trash' });
    await world.care.check();
    expect(readFileSync(taken, 'utf8')).toBe('somebody else’s');
    expect(pathOf(1)).toBe(taken.replace('.png', ' (2).png'));
    expect(readFileSync(pathOf(1))).toEqual(bytesOf(1));
  });

  it('emptying gives file and sidecar to the system’s trash, forgets the image, and leaves all others', async () => {
    await fill(3);
    world.library.organise([imageId(1), imageId(2)], { kind: 'trash' });
    await world.care.check();
    const gone = pathOf(1);
    expect(await world.care.emptyTrash([imageId(1), imageId(3)])).toBe(1);
    expect(world.thrown).toEqual([gone, `${gone}.json`]);
    expect([get(1), get(2)?.id, get(3)?.id]).toEqual([undefined, imageId(2), imageId(3)]);
    expect(await world.care.emptyTrash(null)).toBe(1);
    expect(get(3)).toBeDefined();
  });

  it('deletes where there is no system’s trash, and keeps the record of what can’t be deleted', async () => {
    await world.restart({ trashItem: () => Promise.reject(new Error('none')) });
    await fill(1);
    world.library.organise([imageId(1)], { kind: 'trash' });
    await world.care.check();
    const path = pathOf(1);
    expect(await world.care.emptyTrash(null)).toBe(1);
    expect(existsSync(path)).toBe(false);
  });

  it('empties by itself what is in the trash for longer than the days that were set, and nothing younger', async () => {
    await world.restart({ trashDays: () => 30 });
    await fill(2);
    world.library.organise([imageId(1)], { kind: 'trash' });
    await world.clock.advance(29 * 86_400_000);
    world.library.organise([imageId(2)], { kind: 'trash' });
    await world.care.backUp();
    await world.clock.advance(2 * 86_400_000);
    world.care.start();
    await world.clock.advance(120_000);
    await world.care.idle();
    expect([get(1), get(2)?.id]).toEqual([undefined, imageId(2)]);
  });

  it('empties nothing by a clock that leapt ahead, nor what a clock that was behind put there', async () => {
    await world.restart({ trashDays: () => 30 });
    await fill(2);
    world.library.organise([imageId(1)], { kind: 'trash' });
    await world.care.backUp();
    await world.clock.advance(1000 * 86_400_000);
    world.care.start();
    await world.clock.advance(120_000);
    await world.care.idle();
    expect(get(1)).toBeDefined();
    const { records } = world.library;
    await secure(world, 3, { createdAt: world.clock.now() + 1000 });
    world.library.organise([imageId(3)], { kind: 'trash' });
    expect(records().trashed(world.clock.now() + 500)).not.toContain(imageId(3));
    expect(records().trashed(null)).toContain(imageId(3));
  });

  it('emptying leaves a file alone that another record names, too', async () => {
    await fill(1);
    const image = get(1);
    if (!image) throw new Error('no image');
    const twin = { ...image, id: imageId(2), trashedAt: 5 };
    world.library.records().rebuild([{ image: twin, collections: [], found: null, modifiedAt: null, tidy: true }]);
    expect(await world.care.emptyTrash(null)).toBe(1);
    expect(get(2)).toBeUndefined();
    expect(readFileSync(pathOf(1))).toEqual(bytesOf(1));
  });
});

describe('a look through the folder', () => {
  it('finds what was renamed or moved, with what the person gave it', async () => {
    await fill(3);
    world.library.organise([imageId(1)], { kind: 'stars', stars: 4 });
    await world.care.check();
    const to = join(world.folder, 'originals', 'my own folder', 'Renämed 名.png');
    mkdirSync(dirname(to));
    const from = pathOf(1);
    renameSync(from, to);
    expect(await world.care.check()).toMatchObject({ moved: 1, missing: 0, found: 0, altered: 0 });
    expect(pathOf(1)).toBe(to);
    expect(get(1)).toMatchObject({ stars: 4, missing: false });
    expect(existsSync(`${from}.json`)).toBe(false);
    await world.care.check();
    expect(JSON.parse(readFileSync(`${to}.json`, 'utf8'))).toMatchObject({ id: imageId(1), stars: 4 });
  });

  it('leaves a file alone that gets its record while it is read: cleared as its own twin, the image was lost', async () => {
    await fill(1);
    const file = pathOf(1);
    age(file);
    const inline = createInlineLibraryWorker();
    const worker: LibraryWorker = {
      ...inline,
      ask: (name, input) => {
        const answer = inline.ask(name, input);
        // A job that was killed before the record is at it again.
        return name === 'readFiles' ? answer.then(() => secure(world, 1)).then(() => answer) : answer;
      },
    };
    await world.restart({ worker });
    deleteRecords();
    world.library.reopen();
    await world.care.check();
    expect(pathOf(1)).toBe(file);
    expect(readFileSync(file)).toEqual(bytesOf(1));
  });

  it('says what is missing, once, and takes it back when it is there again', async () => {
    await fill(2);
    const away = join(world.root, 'away.png');
    renameSync(pathOf(1), away);
    expect(await world.care.check()).toMatchObject({ missing: 1 });
    expect(get(1)?.missing).toBe(true);
    copyFileSync(away, pathOf(1));
    expect(await world.care.check()).toMatchObject({ missing: 0, altered: 0 });
    expect(get(1)).toMatchObject({ missing: false });
  });

  it('notices a file that another program changed, and one that it only touched', async () => {
    await fill(2);
    await world.care.check();
    writeFileSync(pathOf(1), madePng(33, 44, undefined));
    age(pathOf(2));
    expect(await world.care.check()).toMatchObject({ altered: 1, missing: 0 });
    expect(get(1)).toMatchObject({ width: 33, height: 44, bytes: statSync(pathOf(1)).size });
    expect(await world.care.check()).toMatchObject({ altered: 0 });
  });

  it('says by itself what came as news, and what is gone as a warning', async () => {
    await fill(2);
    const said: (readonly [string, string | undefined])[] = [];
    await world.restart({ notify: (message, tone) => said.push([message, tone]) });
    const put = join(world.folder, 'originals', 'holiday.png');
    writeFileSync(put, madePng(7, 9));
    age(put);
    world.care.start();
    await world.clock.advance(10_000);
    await world.care.idle();
    expect(said).toEqual([[expect.stringContaining('1 image') as string, 'info']]);
    rmSync(pathOf(1));
    await world.clock.advance(6 * 60_000);
    world.care.look();
    await world.care.idle();
    expect(said.slice(1)).toEqual([[expect.stringContaining('not in its place any more') as string, 'warning']]);
  });

  it('takes in a file that was put into the folder, and no copy of what is there', async () => {
    await fill(1);
    const put = join(world.folder, 'originals', 'holiday.png');
    writeFileSync(put, madePng(7, 9));
    const copy = join(world.folder, 'originals', 'a copy.png');
    copyFileSync(pathOf(1), copy);
    const broken = join(world.folder, 'originals', 'broken.png');
    writeFileSync(broken, madePng(70, 90).subarray(0, 40));
    for (const path of [put, copy, broken]) age(path);
    expect(await world.care.check()).toMatchObject({ found: 1 });
    const { ids } = await world.library.columns();
    const found = world.library.images(ids.match(/.{24}/g)?.map((id) => id as ImageId) ?? []);
    expect(found.find(({ title }) => title === 'holiday')).toMatchObject({
      ...{ kind: 'imported', width: 7, height: 9, file: 'originals/holiday.png' },
      createdAt: new Date(2026, 10, 20).getTime(),
    });
    expect(await world.care.check()).toMatchObject({ found: 0 });
  });

  it('leaves alone what is being written at this moment', async () => {
    await fill(1);
    const put = join(world.folder, 'originals', 'new.png');
    writeFileSync(put, madePng(7, 9));
    const now = new Date(world.clock.now());
    utimesSync(put, now, now);
    expect(await world.care.check()).toMatchObject({ found: 0 });
    await world.clock.advance(10_000);
    expect(await world.care.check()).toMatchObject({ found: 1 });
  });

  it('comes back by itself for a file that was too young to be taken in', async () => {
    await fill(1);
    const put = join(world.folder, 'originals', 'new.png');
    writeFileSync(put, madePng(7, 9));
    const soon = new Date(world.clock.now() + 2000);
    utimesSync(put, soon, soon);
    world.care.start();
    await world.clock.advance(2000);
    await world.care.idle();
    expect((await world.library.columns()).seqs).toHaveLength(1);
    await world.clock.advance(5000);
    await world.care.idle();
    expect((await world.library.columns()).seqs).toHaveLength(2);
  });

  it('comes back by itself for a file that was too young for a check, too', async () => {
    await fill(1);
    world.care.start();
    await world.clock.advance(2000);
    await world.care.idle();
    writeFileSync(join(world.folder, 'originals', 'new.png'), madePng(7, 9));
    const now = new Date(world.clock.now());
    utimesSync(join(world.folder, 'originals', 'new.png'), now, now);
    expect(await world.care.check()).toMatchObject({ found: 0 });
    await world.clock.advance(5000);
    await world.care.idle();
    expect((await world.library.columns()).seqs).toHaveLength(2);
  });

  it('comes back by itself for what an import that ran meanwhile kept it from', async () => {
    const tasks = createTasks(world.clock.monotonic);
    await world.restart({ tasks });
    let end = (): void => undefined;
    const wait = (): Promise<void> => new Promise((resolve) => (end = resolve));
    const ended = tasks.run({ kind: 'import', title: '', mayCancel: false }, wait, () => '');
    await fill(1);
    writeFileSync(join(world.folder, 'originals', 'new.png'), madePng(7, 9));
    utimesSync(join(world.folder, 'originals', 'new.png'), 1e9, 1e9);
    world.care.start();
    await world.clock.advance(2000);
    await world.care.idle();
    end();
    await ended;
    expect((await world.library.columns()).seqs).toHaveLength(1);
    await world.clock.advance(5000);
    await world.care.idle();
    expect((await world.library.columns()).seqs).toHaveLength(2);
  });

  it('calls nothing missing when the folder goes away', async () => {
    await fill(2);
    renameSync(world.folder, join(world.root, 'unplugged'));
    await expect(world.care.check()).rejects.toThrow(/could not be read|can’t be opened/);
    renameSync(join(world.root, 'unplugged'), world.folder);
    expect([get(1)?.missing, get(2)?.missing]).toEqual([false, false]);
  });
});

/** All that a record says, with what is kept beside it. */
async function everything(ids: readonly ImageId[]): Promise<readonly LibraryImage[]> {
  const columns = await world.library.columns();
  const all = columns.ids.match(/.{24}/g) ?? [];
  const lists = world.library.lists().collections;
  const members = lists.map(({ id, name }) => ({ name, seqs: new Set(world.library.members(id)) }));
  return world.library.images(ids).map((image) => ({
    ...image,
    found: world.library.found(image.id),
    collections: members
      .filter(({ seqs }) => seqs.has(columns.seqs[all.findIndex((id) => id === image.id)] ?? -1))
      .map(({ name }) => name),
  }));
}

async function everyField(count: number): Promise<readonly ImageId[]> {
  const ids: ImageId[] = [];
  for (let n = 1; n <= count; n++) {
    const recipe = {
      ...{
        modelId: 'grok',
        prompt: `a fox “${String(n)}” 狐\n\\`,
        count: 2,
        aspectRatio: '16:9',
        resolution: '2k',
        format: 'png',
      },
      ...{ privateDelivery: n % 2 === 0, options: { tone: 'warm' }, sourceIds: n % 3 === 0 ? [imageId(n - 1)] : [] },
    };
    const origin = {
      ...{ jobId: JobId.parse(jobId(n)), outputIndex: n % 2, requestId: `r${String(n)}`, synthetic: n % 5 === 0 },
      ...{
        batchId: n % 2 === 0 ? BatchId.parse(`bat_${String(n).padStart(20, '0')}`) : null,
        tookMs: 12_345,
        estimate: 0.05,
      },
    };
    await secure(world, n, {
      kind: n % 3 === 0 ? 'edit' : 'generation',
      ...(n % 4 === 0 ? { kind: 'imported', recipe: null, origin: null } : { recipe, origin, title: recipe.prompt }),
    });
    ids.push(imageId(n));
  }
  const { library } = world;
  const each = (k: number): readonly ImageId[] => ids.filter((_, place) => place % k === 0);
  for (let stars = 1; stars <= 5; stars++) library.organise(each(stars + 1), { kind: 'stars', stars: stars });
  library.organise(each(3), { kind: 'flag', flag: 'pick' });
  library.organise(each(7), { kind: 'flag', flag: 'reject' });
  library.organise(each(4), { kind: 'favourite', favourite: true });
  library.organise(each(2), { kind: 'tag', tags: ['Ünïcode 🦊', 'second', 'a/b'] });
  library.organise(each(5), { kind: 'note', note: 'two\nlines “and” 狐' });
  library.createCollection('Foxes', each(3));
  library.createCollection('狐 & co', each(2));
  library.createCollection('Empty', []);
  library.saveSmart(null, 'Best', { search: 'fox -cat', filter: { ...NO_FILTER, minStars: 4 }, sort: 'rating' });
  for (const id of each(8)) library.records().setFound(id, 'ComfyUI', `found in ${id}`);
  library.organise(each(6), { kind: 'trash' });
  await world.care.check();
  return ids;
}

function compare(
  before: readonly object[],
  after: readonly object[],
): { readonly fields: number; readonly other: readonly string[] } {
  const other: string[] = [];
  let fields = 0;
  for (const [place, record] of before.entries()) {
    for (const [name, value] of Object.entries(record)) {
      fields += 1;
      const now: unknown = Object.entries(after[place] ?? {}).find(([each]) => each === name)?.[1];
      if (JSON.stringify(now) !== JSON.stringify(value))
        other.push(`${String(place)} ${name}: ${JSON.stringify(value)} became ${JSON.stringify(now)}`);
    }
  }
  return { fields, other };
}

describe('a library whose records are gone', () => {
  it('is made again from its files and sidecars, every field of every image', async () => {
    const ids = await everyField(60);
    const before = await everything(ids);
    const members = world.library
      .lists()
      .collections.map(({ id, name, count }) => [name, count, world.library.members(id).length]);
    const smart = world.library.lists().smart;
    const files = filesIn(world.folder);
    deleteRecordsAtRestart();
    await world.restart();
    expect(await world.care.check()).toMatchObject({ found: 60, missing: 0 });
    expect(compare(before, await everything(ids)).other).toEqual([]);
    expect(
      world.library.lists().collections.map(({ id, name, count }) => [name, count, world.library.members(id).length]),
    ).toEqual(members);
    expect(world.library.lists().smart).toEqual(smart);
    expect(filesIn(world.folder)).toEqual(files);
  });

  it('is made again at a person’s word, and the old records are kept', async () => {
    const ids = await everyField(40);
    const before = await everything(ids);
    expect(await world.care.rebuild()).toMatchObject({ status: 'open', readOnly: null });
    expect(world.library.images(ids)).toEqual([]);
    await world.care.check();
    expect(compare(before, await everything(ids)).other).toEqual([]);
    expect((await world.care.backups()).map(({ images }) => images)).toEqual([40]);
  });

  it('goes on where it was when the program was killed in the middle', async () => {
    const ids = await everyField(30);
    const before = await everything(ids);
    await world.care.rebuild();
    // As far as a first batch came.
    const later = ids.slice(11).map((id) => join(world.folder, before.find((each) => each.id === id)?.file ?? ''));
    for (const path of later) renameSync(path, `${path}.later`);
    expect(await world.care.check()).toMatchObject({ found: 11 });
    for (const path of later) renameSync(`${path}.later`, path);
    await world.restart();
    await world.care.check();
    expect(compare(before, await everything(ids)).other).toEqual([]);
  });

  it('without sidecars images are at least there, with the day and title of their names', async () => {
    await fill(5);
    await world.care.check();
    for (let n = 1; n <= 5; n++) rmSync(`${pathOf(n)}.json`);
    for (let n = 1; n <= 5; n++) age(pathOf(n));
    deleteRecordsAtRestart();
    await world.restart();
    expect(await world.care.check()).toMatchObject({ found: 5 });
    const { ids } = await world.library.columns();
    const images = world.library.images(ids.match(/.{24}/g)?.map((id) => id as ImageId) ?? []);
    expect(images.map(({ title }) => title).sort()).toEqual(['fox 1', 'fox 2', 'fox 3', 'fox 4', 'fox 5']);
    expect(images.map(({ createdAt }) => new Date(createdAt).getDate()).sort()).toEqual([2, 3, 4, 5, 6]);
  });
});

function deleteRecordsAtRestart(): void {
  world.library.close();
  deleteRecords();
}
