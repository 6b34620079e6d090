import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'vite';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { bytesOf, createCareWorld, filesIn, imageId, secure } from './care-world';
import type { CareWorld } from './care-world';
import { sidecarName } from './sidecar';

const OUT = resolve('node_modules/.cache/easel/care-kill-test');
const IMAGES = 12;
const KILLS = Number(process.env['EASEL_CARE_KILLS'] ?? 10);

let world: CareWorld;
beforeAll(async () => {
  const rolldownOptions = { input: { 'care-world': resolve('src/main/storage/care/care-world.ts') } };
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: true, outDir: OUT, emptyOutDir: true, rolldownOptions },
  });
});
beforeEach(() => {
  world = createCareWorld();
});
afterEach(() => world.close());

/** Puts images into the trash and out of it, stars and tags them, and lets upkeep run, for ever. */
const SCRIPT = `
  const { openCareWorld, imageId } = await import(process.argv[1]);
  const world = openCareWorld(process.argv[2]);
  let seed = Number(process.argv[3]);
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  process.stdout.write('ready\\n');
  for (;;) {
    const ids = Array.from({ length: 4 }, () => imageId(1 + random(${String(IMAGES)})));
    const changes = [
      { kind: 'trash' }, { kind: 'restore' }, { kind: 'trash' }, { kind: 'restore' },
      { kind: 'stars', stars: random(6) }, { kind: 'tag', tags: ['t' + random(5)] },
    ];
    world.library.organise(ids, changes[random(changes.length)]);
    await world.care.check();
  }
`;

async function killed(n: number): Promise<void> {
  const child = spawn(process.execPath, [
    ...['--input-type=module', '-e', SCRIPT, join(OUT, 'care-world.js'), world.root, String(n * 7919 + 1)],
  ]);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  // At another moment each time; which one does not decide whether the test passes.
  await sleep(20 + ((n * 97) % 400));
  expect(errors).toBe('');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

it(
  'killed at any moment while images move, the next start finds each of them once, whole and as it was',
  { timeout: 300_000 },
  async () => {
    for (let n = 1; n <= IMAGES; n++) await secure(world, n);
    await world.care.check();
    for (let kill = 1; kill <= KILLS; kill++) {
      await world.care.close();
      world.library.close();
      await killed(kill);
      await world.restart({}, false);
      expect(world.library.state()).toMatchObject({ status: 'open', readOnly: null });
      await world.care.check();
      expect(await world.care.check()).toMatchObject({
        images: IMAGES,
        missing: 0,
        moved: 0,
        altered: 0,
        found: 0,
        damage: null,
      });
      const names = new Set([...filesIn(world.folder).keys()].filter((name) => !name.startsWith('backups/')));
      for (let n = 1; n <= IMAGES; n++) {
        const image = world.library.images([imageId(n)])[0];
        const file = image?.file ?? '';
        expect(file.startsWith('trash/')).toBe(image?.trashedAt !== null);
        expect(readFileSync(join(world.folder, file))).toEqual(bytesOf(n));
        const said: unknown = JSON.parse(readFileSync(join(world.folder, sidecarName(file)), 'utf8'));
        expect(said).toMatchObject({
          id: image?.id,
          stars: image?.stars,
          tags: image?.tags,
          trashedAt: image?.trashedAt,
        });
        names.delete(file);
        names.delete(sidecarName(file));
      }
      // A part of a sidecar that was being written is all that may lie about.
      expect([...names].filter((name) => !name.endsWith('.part'))).toEqual([]);
    }
  },
);
