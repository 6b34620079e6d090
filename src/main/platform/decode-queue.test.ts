import { describe, expect, it } from 'vitest';
import type { DecodeTask } from '../../shared/decoding';
import { createManualClock } from '../core/manual-clock';
import type { Decoded } from '../storage/images/image-decoder';
import { createDecodeQueue } from './decode-queue';
import type { DecodeOrder } from './decode-queue';

const order = (file: string, pixels = 1_000_000): DecodeOrder => ({
  header: { format: 'jpeg', width: pixels, height: 1 },
  work: { operation: 'thumbnail', maxSide: 512 },
  file,
});
const shown: Decoded = { kind: 'decoded', width: 1, height: 1, bytes: new Uint8Array(1), type: 'image/webp' };

function setUp(): {
  readonly clock: ReturnType<typeof createManualClock>;
  readonly queue: ReturnType<typeof createDecodeQueue>;
  readonly events: string[];
  readonly add: (file: string, urgent?: boolean, pixels?: number) => Promise<Decoded>;
  /** The page as it runs: both of its lanes ask, and ask again after each result. */
  readonly page: () => { readonly inHand: () => readonly string[]; readonly end: (file: string) => Promise<void> };
  readonly results: string[];
} {
  const clock = createManualClock();
  const events: string[] = [];
  const results: string[] = [];
  const host = { open: () => events.push('open'), close: () => events.push('close') };
  let tokens = 0;
  const queue = createDecodeQueue(clock, { open: () => void host.open(), close: () => void host.close() }, () =>
    String((tokens += 1)),
  );
  const add = (file: string, urgent = false, pixels?: number): Promise<Decoded> =>
    queue.add(order(file, pixels), urgent).then((decoded) => {
      results.push(`${file} ${decoded.kind}`);
      return decoded;
    });
  const page = () => {
    const tokens: string[] = [];
    const ask = (): void => {
      void queue.next().then((task) => task && tokens.push(task.token));
    };
    ask();
    ask();
    return {
      inHand: () => tokens.map((token) => queue.source(token)).filter((file) => file !== null),
      end: async (file: string) => {
        queue.finish(tokens.find((token) => queue.source(token) === file) ?? '', shown);
        ask();
        await clock.advance(0);
      },
    };
  };
  return { clock, queue, events, add, page, results };
}

describe('decode queue', () => {
  it('opens the page when there is work and hands it over, the urgent first', async () => {
    const { queue, events, add } = setUp();
    const first = add('a');
    void add('b');
    void add('c', true);
    expect(events).toEqual(['open']);
    const files: (string | null)[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const task = await queue.next();
      files.push(queue.source(task?.token ?? ''));
      queue.finish(task?.token ?? '', shown);
    }
    expect(files).toEqual(['c', 'a', 'b']);
    expect(await first).toEqual(shown);
  });

  it('a page that asks before there is work waits for it', async () => {
    const { queue, add } = setUp();
    void add('a');
    queue.finish((await queue.next())?.token ?? '', shown);
    const later = queue.next();
    void add('b');
    expect(queue.source((await later)?.token ?? '')).toBe('b');
  });

  it('gives the bytes of the work in hand only', async () => {
    const { queue, add } = setUp();
    void add('a');
    void add('b');
    const task = await queue.next();
    expect(queue.source('2')).toBeNull();
    expect(queue.source('')).toBeNull();
    queue.finish(task?.token ?? '', shown);
    expect(queue.source(task?.token ?? '')).toBeNull();
  });

  it('a picture that takes too long fails alone; the page is begun anew for the rest', async () => {
    const { clock, queue, events, add, results } = setUp();
    void add('bomb');
    void add('good');
    const bomb = await queue.next();
    await clock.advance(20_000);
    expect(results).toEqual(['bomb not-displayable']);
    expect(events).toEqual(['open', 'close', 'open']);
    queue.finish(bomb?.token ?? '', shown);
    queue.finish((await queue.next())?.token ?? '', shown);
    await clock.advance(0);
    expect(results).toEqual(['bomb not-displayable', 'good decoded']);
  });

  it('hands over two at a time, and no third', async () => {
    const { clock, add, page } = setUp();
    for (const file of ['a', 'b', 'c']) void add(file);
    const { inHand, end } = page();
    await clock.advance(0);
    expect(inHand()).toEqual(['a', 'b']);
    await end('a');
    expect(inHand()).toEqual(['b', 'c']);
  });

  it('decodes a large picture alone, so that two of them don’t fill the memory', async () => {
    const { clock, add, page } = setUp();
    void add('small');
    void add('huge', false, 49_500_000);
    void add('unknown', false, 0);
    const { inHand, end } = page();
    await clock.advance(0);
    expect(inHand()).toEqual(['small']);
    await end('small');
    expect(inHand()).toEqual(['huge']);
    await end('huge');
    expect(inHand()).toEqual(['unknown']);
  });

  it('a crash with two in hand blames the one that crashes again alone, and no other', async () => {
    const { clock, queue, events, add, page, results } = setUp();
    for (const file of ['good', 'bad', 'later']) void add(file);
    const first = page();
    await clock.advance(0);
    expect(first.inHand()).toEqual(['good', 'bad']);
    queue.crashed();
    expect(events).toEqual(['open', 'close', 'open']);
    const second = page();
    await clock.advance(0);
    expect([first.inHand(), second.inHand()]).toEqual([[], ['good']]);
    await second.end('good');
    expect(second.inHand()).toEqual(['bad']);
    queue.crashed();
    await clock.advance(0);
    expect(results).toEqual(['good decoded', 'bad not-displayable']);
    const third = page();
    await clock.advance(0);
    expect(third.inHand()).toEqual(['later']);
  });

  it('of two that are in hand when one takes too long each is tried alone', async () => {
    const { clock, add, page, results } = setUp();
    void add('bomb');
    void add('good');
    page();
    await clock.advance(20_000);
    expect(results).toEqual([]);
    page();
    await clock.advance(20_000);
    expect(results).toEqual(['bomb not-displayable']);
    const { end } = page();
    await clock.advance(0);
    await end('good');
    expect(results).toEqual(['bomb not-displayable', 'good decoded']);
  });

  it('a crash is the fault of the picture in hand; without one nothing is blamed', async () => {
    const { clock, queue, events, add, results } = setUp();
    void add('a');
    queue.crashed();
    expect(events).toEqual(['open', 'close', 'open']);
    await queue.next();
    void add('b');
    queue.crashed();
    await clock.advance(0);
    expect(results).toEqual(['a not-displayable']);
    queue.finish((await queue.next())?.token ?? '', shown);
    await clock.advance(0);
    expect(results).toEqual(['a not-displayable', 'b decoded']);
  });

  it('a page that hangs after its result is begun anew, and what waits is not blamed', async () => {
    const { clock, queue, events, add, results } = setUp();
    void add('a');
    queue.finish((await queue.next())?.token ?? '', shown);
    void add('b');
    await clock.advance(20_000);
    expect(events).toEqual(['open', 'close', 'open']);
    queue.finish((await queue.next())?.token ?? '', shown);
    await clock.advance(0);
    expect(results).toEqual(['a decoded', 'b decoded']);
  });

  it('a decoder that does not start says nothing of the images', async () => {
    const { clock, add, results, events } = setUp();
    void add('a');
    void add('b');
    await clock.advance(20_000);
    expect(results).toEqual(['a closed', 'b closed']);
    expect(events).toEqual(['open', 'close']);
  });

  it('ends the page after ten seconds without work, not before', async () => {
    const { clock, queue, events, add } = setUp();
    void add('a');
    queue.finish((await queue.next())?.token ?? '', shown);
    const asked = queue.next();
    await clock.advance(9_000);
    expect(events).toEqual(['open']);
    await clock.advance(1_000);
    expect(events).toEqual(['open', 'close']);
    expect(await asked).toBeNull();
    void add('b');
    expect(events).toEqual(['open', 'close', 'open']);
  });

  it('begins the page anew after many pictures, without losing one', async () => {
    const { clock, queue, events, add, results } = setUp();
    for (let n = 0; n < 201; n++) void add(String(n));
    for (let n = 0; n < 201; n++) {
      const task: DecodeTask | null = await queue.next();
      if (task) queue.finish(task.token, shown);
    }
    await clock.advance(0);
    expect(results).toHaveLength(201);
    expect(events).toEqual(['open', 'close', 'open']);
  });

  it('closing answers everybody and ends the page', async () => {
    const { clock, queue, events, add, results } = setUp();
    void add('a');
    void add('b');
    await queue.next();
    queue.close();
    void add('c');
    await clock.advance(0);
    expect(results.sort()).toEqual(['a closed', 'b closed', 'c closed']);
    expect(events).toEqual(['open', 'close']);
    expect(await queue.next()).toBeNull();
  });
});
