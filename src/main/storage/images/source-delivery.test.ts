import { describe, expect, it } from 'vitest';
import { ImageId } from '../../../shared/ids';
import type { Decoded } from './image-decoder';
import type { Library } from '../library/library';
import { createInlineDelivery } from './source-delivery';

const ID = ImageId.parse(`img_${'a'.repeat(20)}`);

function library(file: string | null): Pick<Library, 'fileOf' | 'images'> {
  return { fileOf: () => file, images: () => [] };
}

function delivery(file: string | null, decoded: Decoded): ReturnType<typeof createInlineDelivery> {
  return createInlineDelivery(library(file), { deliver: () => Promise.resolve(decoded) });
}

describe('sources inside the request', () => {
  it('sends the re-encoded picture and nothing of this machine: no path, no address', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const ready = await delivery('/home/ann/secret/cat.png', {
      kind: 'decoded',
      width: 1,
      height: 1,
      bytes,
      type: 'image/jpeg',
    }).prepare([ID, ID]);
    expect(ready).toEqual({ kind: 'ready', urls: Array(2).fill('data:image/jpeg;base64,AQID') });
  });

  it('says so, too, when the library can’t be read: nobody is told of the disk of the journal', async () => {
    const fails = (): never => {
      throw new Error('malformed');
    };
    const { prepare } = createInlineDelivery({ fileOf: fails, images: fails }, { deliver: fails });
    expect(await prepare([ID])).toMatchObject({ kind: 'failed', problem: { code: 'source-missing' } });
  });

  it.each([
    ['gone from the library', null, 'no longer in the library'],
    ['gone from the disk', '/library/x.jpg', 'moved, removed or damaged'],
  ])('says plainly that a source is %s, and that nothing was sent', async (_, file, sentence) => {
    const outcome = await delivery(file, { kind: 'not-displayable', message: 'ENOENT /library/x.jpg' }).prepare([ID]);
    expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'source-missing' } });
    expect(JSON.stringify(outcome)).toContain(sentence);
    expect(JSON.stringify(outcome)).toContain('Nothing was sent.');
    expect(JSON.stringify(outcome)).not.toContain('/library/');
  });
});
