import { describe, expect, it } from 'vitest';
import { createPixelDesk } from './pixel-desk';
import type { PixelOrder, PixelReply } from './pixel-orders';

function world() {
  const orders: PixelOrder[] = [];
  const started: { ended: boolean; heard: (reply: PixelReply) => void; failed: () => void }[] = [];
  const desk = createPixelDesk((heard, failed) => {
    const worker = { ended: false, heard, failed };
    started.push(worker);
    return {
      post: (order) => orders.push(order),
      end: () => {
        worker.ended = true;
      },
    };
  });
  const reply = (data: PixelReply): void => started.at(-1)?.heard(data);
  return { desk, orders, started, reply };
}
const at = (x: number) => ({ pixels: [{ url: 'easel://image/a', area: { x, y: 0, width: 1, height: 1 } }, null] });
const area = { x: 0, y: 0, width: 9, height: 9 };
const LOOKED_AT = {
  ...{ before: { url: 'b', area }, after: { url: 'a', area }, size: { width: 9, height: 9 } },
  look: { gain: null, threshold: 0, palette: 'grey' },
} as const;

describe('the desk for pixels', () => {
  it('starts no worker for a comparison that asks for no pixels', () => {
    const { desk, started } = world();
    desk.close();
    expect(started).toHaveLength(0);
  });

  it('asks for the last place of the pointer, not for each one on its way', async () => {
    const { desk, orders, reply } = world();
    const answers = [desk.read(at(1)), desk.read(at(2)), desk.read(at(3))];
    expect(orders).toHaveLength(1);
    reply({ kind: 'pixels', serial: 1, pixels: [[1, 1, 1, 255], null] });
    expect(orders.at(-1)).toMatchObject(at(3));
    reply({ kind: 'pixels', serial: 2, pixels: [[3, 3, 3, 255], null] });
    expect(await Promise.all(answers)).toEqual([[[1, 1, 1, 255], null], null, [[3, 3, 3, 255], null]]);
  });

  it('says of a worker that died that nothing can be compared, instead of leaving an empty stage', async () => {
    const { desk, started } = world();
    const [sent, waiting] = [desk.difference(LOOKED_AT), desk.difference(LOOKED_AT)];
    started[0]?.failed();
    expect(await Promise.all([sent, waiting])).toEqual([{ unread: [] }, { unread: [] }]);
  });

  it('names the pictures that could not be read', async () => {
    const { desk, reply } = world();
    const answer = desk.difference(LOOKED_AT);
    reply({ kind: 'failed', serial: 1, urls: ['b'] });
    expect(await answer).toEqual({ unread: ['b'] });
  });

  it('leaves nobody waiting for a worker that died, and starts another', async () => {
    const { desk, started, orders } = world();
    const lost = desk.read(at(1));
    started[0]?.failed();
    expect(await lost).toBeNull();
    void desk.read(at(2));
    expect(started).toHaveLength(2);
    expect(orders).toHaveLength(2);
  });

  it('leaves nobody waiting when the comparison is closed', async () => {
    const { desk, started } = world();
    const open = [desk.read(at(1)), desk.read(at(2))];
    desk.close();
    expect(await Promise.all(open)).toEqual([null, null]);
    expect(started.map(({ ended }) => ended)).toEqual([true]);
  });
});
