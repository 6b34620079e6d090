import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageId } from '../../../shared/ids';
import type { LibraryImage } from '../../../shared/image';
import { createCareWorld, filesIn, imageId, secure } from './care-world';
import type { CareWorld } from './care-world';
import { madeJpeg, madePng, madeWebp } from '../images/made-images';
import { parseSidecar } from './sidecar';

vi.setConfig({ testTimeout: 120_000 });

let world: CareWorld;
beforeEach(() => {
  world = createCareWorld();
});
afterEach(() => world.close());

async function all(): Promise<readonly LibraryImage[]> {
  const { ids } = await world.library.columns();
  return world.library.images((ids.match(/.{24}/g) ?? []) as ImageId[]);
}
function put(file: string, bytes: Uint8Array, sidecar?: string | Uint8Array): void {
  const path = join(world.folder, 'originals', ...file.split('/'));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  const time = new Date(2026, 10, 20);
  utimesSync(path, time, time);
  if (sidecar !== undefined) writeFileSync(`${path}.json`, sidecar);
}

const id = (n: number): string => `img_${String(900 + n).padStart(20, '0')}`;
const whole = (n: number): Record<string, unknown> => ({
  easel: 1,
  id: id(n),
  kind: 'generation',
  title: 'true',
  stars: 3,
});
const DEEP = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

/** Values that no field expects, each in the place of each field. */
const ODD: readonly unknown[] = [
  ...[null, true, -1, 1e308, '', 'x'.repeat(2_000_000), '../../etc/passwd', '/etc/passwd', '\u0000', '\ud800'],
  ...[[], [[]], [null], {}, { length: 5 }, { __proto__: { easel: 1 } }, ['x'.repeat(100)], Array(5000).fill('t')],
];
const FIELDS = ['createdAt', 'sha256', 'bytes', 'width', 'height', 'displayable', 'title', 'recipe', 'origin', 'stars'];
const MORE_FIELDS = ['flag', 'favourite', 'tags', 'note', 'trashedAt', 'madeWith', 'collections', 'found', 'ticket'];

describe('sidecars that lie', () => {
  it('one of which a field makes no sense loses that field alone, whatever stands there', () => {
    let tried = 0;
    for (const field of [...FIELDS, ...MORE_FIELDS]) {
      for (const value of ODD) {
        const sidecar = parseSidecar(JSON.stringify({ ...whole(1), [field]: value }));
        expect(sidecar, `${field} ${JSON.stringify(value).slice(0, 40)}`).toMatchObject({
          id: id(1),
          kind: 'generation',
        });
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(300);
  });

  it.each([
    ['empty', ''],
    ['no JSON', 'Not JSON at all'],
    ['cut', JSON.stringify(whole(1)).slice(0, 30)],
    ['another program’s', '{"title":"IMG.jpg","photoTakenTime":{"timestamp":"1"}}'],
    ['of no version', JSON.stringify({ ...whole(1), easel: undefined })],
    ['without an id', JSON.stringify({ ...whole(1), id: undefined })],
    ['of an id with a path', JSON.stringify({ ...whole(1), id: 'img_../../../../../x' })],
    ['of an unheard kind', JSON.stringify({ ...whole(1), kind: 'video' })],
    ['a list', '[]'],
    ['deep', DEEP],
    ['deep inside', `{"easel":1,"id":"${id(1)}","kind":"generation","x":${DEEP}`],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80])],
    ['huge', Buffer.alloc(5 * 1024 * 1024, '{"easel":1,')],
  ])('one that is %s is refused, and its image comes in without it', async (_, text) => {
    put('a.png', madePng(10, 11), text);
    expect(await world.care.check()).toMatchObject({ found: 1 });
    expect(await all()).toMatchObject([{ kind: 'imported', title: 'a', stars: 0, width: 10 }]);
    // Upkeep writes a right one; what lay there is kept beside it.
    await world.care.check();
    const kept = readdirSync(join(world.folder, 'originals')).filter((name) => name.includes('.kept-'));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(world.folder, 'originals', kept[0] ?? '')).equals(Buffer.from(text))).toBe(true);
  });

  it('names no file but the one beside it, and takes no other image’s place', async () => {
    await secure(world, 1);
    world.library.organise([imageId(1)], { kind: 'stars', stars: 5 });
    await world.care.check();
    const mine = (await all())[0];
    put(
      'thief.png',
      madePng(20, 21),
      JSON.stringify({ ...whole(1), id: imageId(1), file: '../../../etc/passwd', stars: 0 }),
    );
    put(
      'thief too.png',
      madePng(22, 23),
      JSON.stringify({ ...whole(1), id: imageId(1), sha256: mine?.sha256, stars: 0 }),
    );
    expect(await world.care.check()).toMatchObject({ found: 2 });
    const images = await all();
    expect(images.find((image) => image.id === imageId(1))).toEqual(mine);
    expect(images).toHaveLength(3);
    for (const { file } of images) expect(file).toMatch(/^originals\/[^.]/);
  });

  it('can’t make a picture larger than it is, nor one that is too large displayable', async () => {
    put('small.png', madePng(10, 11), JSON.stringify({ ...whole(1), width: 1e9, height: 1e9, displayable: true }));
    put('large.png', madePng(20_000, 20_000), JSON.stringify({ ...whole(2), width: 5, height: 5, displayable: true }));
    await world.care.check();
    const images = await all();
    expect(images.find(({ file }) => file.includes('small'))).toMatchObject({ width: 10, height: 11 });
    expect(images.find(({ file }) => file.includes('large'))).toMatchObject({ width: 20_000, displayable: false });
  });

  it('keeps what a later Easel wrote into it', async () => {
    put('a.png', madePng(10, 11), JSON.stringify({ ...whole(1), easel: 2, hologram: { depth: 3 }, title: 'kept' }));
    await world.care.check();
    world.library.organise([(await all())[0]?.id ?? imageId(1)], { kind: 'stars', stars: 1 });
    await world.care.check();
    const sidecar: unknown = JSON.parse(readFileSync(join(world.folder, 'originals', 'a.png.json'), 'utf8'));
    expect(sidecar).toMatchObject({ easel: 2, hologram: { depth: 3 }, title: 'kept', stars: 1 });
  });

  it('lists that lie make no harm', async () => {
    await secure(world, 1);
    await world.care.check();
    world.library.close();
    const lists = [
      ...[
        '',
        'x',
        '[]',
        'null',
        '{}',
        DEEP,
        '{"collections":5,"smart":{}}',
        '{"collections":[null,5,{"id":"col_../x","name":"x"}]}',
      ],
      JSON.stringify({ collections: [{ id: `col_${'a'.repeat(20)}`, name: 'x'.repeat(5000) }], smart: [{ id: 1 }] }),
    ];
    for (const text of lists) {
      writeFileSync(join(world.folder, 'library.json'), text);
      await world.restart();
      await world.care.check();
      expect(world.library.lists()).toMatchObject({ collections: [], smart: [] });
      // What nothing can be read from is kept beside the new one: it may be mended by hand.
      const aside = join(world.folder, 'library.json.unreadable');
      if (text === 'x') expect(readFileSync(aside, 'utf8')).toBe('x');
    }
  });
});

describe('files that lie', () => {
  it('odd names come in as they are, or are left alone with a sentence; nothing outside is touched', async () => {
    const names = [
      ...[
        '.hidden.png',
        '-rf.png',
        '~.png',
        '$(touch x).png',
        '`x`.png',
        "a'b.png",
        'a"b.png',
        'a;b.png',
        'a&b.png',
        'a|b.png',
      ],
      ...[
        'a*b.png',
        'a?b.png',
        'a<b>.png',
        'a:b.png',
        'con.png',
        'NUL.png',
        'a%00b.png',
        'a%2f..%2fb.png',
        '..png',
        '...png',
      ],
      ...[
        'a b.png',
        ' lead.png',
        'trail .png',
        'dot..png',
        'ünï.png',
        'u\u0308.png',
        '狐.png',
        '🦊.png',
        '\u202egnp.exe.png',
      ],
      ...[
        '\u200b.png',
        'a\tb.png',
        'a\nb.png',
        'a\u0007b.png',
        'a\\b.png',
        '..\\..\\x.png',
        `${'x'.repeat(250)}.png`,
        `${'狐'.repeat(83)}.png`,
      ],
      ...[
        'a.PNG',
        'a.jpeg',
        'a.jfif',
        'no ending',
        'a.png.json.png',
        'library.db.png',
        'a.json',
        '2026-11-22  abcdef.png',
      ],
      ...Array.from(
        { length: 120 },
        (_, n) =>
          `${String.fromCharCode(0x21 + (n % 0x5e)).replace('/', '∕')}${String.fromCodePoint(0x2000 + n * 7)}.png`,
      ),
    ];
    let made = 0;
    for (const [n, name] of names.entries()) {
      put(name, madePng(50 + n, 60));
      made += 1;
    }
    expect(made).toBeGreaterThanOrEqual(150);
    const before = filesIn(world.root);
    const report = await world.care.check();
    expect(report.found).toBeGreaterThan(140);
    const images = await all();
    expect(images).toHaveLength(report.found);
    for (const { file } of images) {
      expect(file).toMatch(/^originals\//);
      expect(existsSync(join(world.folder, file))).toBe(true);
    }
    // Every image as it was, and each taken one with its sidecar.
    const after = filesIn(world.root);
    for (const [name, bytes] of before) expect(after.get(name)).toEqual(bytes);
    expect((await world.care.check()).found).toBe(0);
    expect((await world.care.check()).missing).toBe(0);
    await world.restart();
    expect(await all()).toHaveLength(report.found);
  });

  it('images that are cut, renamed, other files or none are left alone, one by one', async () => {
    const cut = madeJpeg(100, 100);
    const files: readonly (readonly [string, Uint8Array])[] = [
      ...[1, 10, 20, 40].map((length): readonly [string, Uint8Array] => [
        `cut ${String(length)}.jpg`,
        cut.subarray(0, length),
      ]),
      ['empty.png', Buffer.alloc(0)],
      ['text.png', Buffer.from('just words '.repeat(100))],
      ['page.jpg', Buffer.from('<html><script>alert(1)</script></html>')],
      ['program.webp', Buffer.from('\u007fELF\u0002\u0001\u0001'.padEnd(500, '\0'), 'latin1')],
      ['zeros.avif', Buffer.alloc(5000)],
    ];
    for (const [name, bytes] of files) put(name, bytes);
    put('right but renamed.jpg', madeWebp(30, 40));
    put('good.png', madePng(5, 6));
    expect(await world.care.check()).toMatchObject({ found: 2 });
    expect((await all()).find(({ width }) => width === 30)).toMatchObject({ format: 'webp' });
    for (const [name, bytes] of files)
      expect(readFileSync(join(world.folder, 'originals', name))).toEqual(Buffer.from(bytes));
  });

  it('an image that another program cut keeps its record, and is said to be damaged', async () => {
    await secure(world, 1);
    await world.care.check();
    const path = world.library.fileOf(imageId(1)) ?? '';
    truncateSync(path, 30);
    expect(await world.care.check()).toMatchObject({ altered: 0, missing: 0 });
    expect((await all())[0]).toMatchObject({ id: imageId(1), width: 101 });
  });

  it.skipIf(process.platform === 'win32')('no link is followed, and no loop is walked', async () => {
    writeFileSync(join(world.root, 'secret.png'), madePng(77, 77));
    mkdirSync(join(world.root, 'elsewhere'));
    writeFileSync(join(world.root, 'elsewhere', 'b.png'), madePng(78, 78));
    put('inner/good.png', madePng(5, 6));
    const originals = join(world.folder, 'originals');
    symlinkSync(join(world.root, 'secret.png'), join(originals, 'link.png'));
    symlinkSync(join(world.root, 'elsewhere'), join(originals, 'linked'));
    symlinkSync(originals, join(originals, 'inner', 'loop'));
    expect(await world.care.check()).toMatchObject({ found: 1 });
    expect((await all()).map(({ file }) => file)).toEqual(['originals/inner/good.png']);
    expect(readdirSync(join(world.root, 'elsewhere'))).toEqual(['b.png']);
  });
});
