import { describe, expect, it } from 'vitest';
import { ImageId } from '../../shared/ids';
import { sentLines } from './sent-words';

const id = ImageId.parse(`img_${'a'.repeat(20)}`);

describe('what was really sent', () => {
  it('is said for each source with its way, pixels and bytes, and without what nobody knows', () => {
    const inline = { id, way: 'inline', width: 1536, height: 1024, bytes: 412_000, host: null, object: null } as const;
    const link = {
      id,
      way: 'link',
      width: null,
      height: null,
      bytes: null,
      host: 'pictures.example',
      object: null,
    } as const;
    const bucket = { ...inline, way: 'bucket', host: 's3.example', object: 'mine/secret-name' } as const;
    expect(sentLines({ delivery: { step: 2, sent: [inline, link, bucket] } })).toEqual([
      '1: inline, 1536 × 1024, 412 kB',
      '2: public link on pictures.example',
      '3: your bucket on s3.example, 1536 × 1024, 412 kB',
    ]);
  });

  it('is nothing before the first try', () => {
    expect(sentLines({})).toEqual([]);
  });
});
