import { describe, expect, it } from 'vitest';
import type { DecodeTask } from '../../shared/decoding';
import { createManualClock } from '../core/manual-clock';
import type { Decoded } from '../storage/image-decoder';
import { createDecodeQueue } from './decode-queue';
import type { DecodeOrder } from './decode-queue';

const order = (file: string): DecodeOrder => ({ operation: 'thumbnail', maxSide: 512, maxBytes: null, file });
const shown: Decoded = { kind: 'decoded', width: 1, height: 1, bytes: new Uint8Array(1), type: 'image/webp' };

function setUp(): {
  readonly clock: ReturnType<typeof createManualClock>;
  readonly queue: ReturnType<typeof createDecodeQueue>;
  readonly events: string[];
  readonly add: (file: string, urgent?: boolean) => Promise<Decoded>;
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
  const add = (file: string, urgent = false): Promise<Decoded> =>
    queue.add(order(file), urgent).then((decoded) => {
      results.push(`${file} ${decoded.kind}`);
      return decoded;
    });
  return { clock, queue, events, add, results };
}

describe('decode queue', () => {
  it('opens the page when there is work and hands it over one at a time, the urgent first', async () => {
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
    for (let n = 0; n < 202; n++) {
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
