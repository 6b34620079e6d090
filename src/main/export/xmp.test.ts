import { describe, expect, it } from 'vitest';
import { ImageId, JobId } from '../../shared/ids';
import { LibraryImage } from '../../shared/image';
import { MODELS } from '../../shared/models';
import { recipeXmp } from './xmp';

const source = ImageId.parse(`img_${'5'.repeat(20)}`);

function made(prompt: string, change: Partial<LibraryImage> = {}, synthetic = false): LibraryImage {
  return LibraryImage.parse({
    ...{ id: `img_${'1'.repeat(20)}`, kind: 'generation', createdAt: 1_790_000_000_000, width: 1, height: 1 },
    ...{ displayable: true, bytes: 1, format: 'jpeg', file: 'a.jpg', sha256: 'a'.repeat(64), title: prompt },
    recipe: {
      ...{ modelId: MODELS[0]?.id, prompt, count: 1, aspectRatio: '1:1', resolution: '1k', format: 'jpeg' },
      ...{ privateDelivery: false, options: {}, sourceIds: [source] },
    },
    origin: {
      ...{ jobId: JobId.parse(`job_${'2'.repeat(20)}`), outputIndex: 0, requestId: 'req-7', synthetic },
      ...{ tookMs: 1, estimate: 0 },
    },
    ...{ stars: 4, flag: null, favourite: false, tags: ['Fox & Hen'], note: 'between us', trashedAt: null },
    ...{ missing: false, madeWith: null },
    ...change,
  });
}

/** What an XML reader would find in an element. */
function read(packet: Buffer, name: string): string | null {
  const content = new RegExp(`<${name}>([^]*?)</${name}>`).exec(packet.toString())?.[1];
  if (content === undefined) return null;
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#13': '\r' };
  return content.replace(/<[^>]*>/g, '').replace(/&([^;]+);/g, (_whole, entity: string) => entities[entity] ?? '?');
}
const sourceType = (packet: Buffer): string | undefined =>
  read(packet, 'Iptc4xmpExt:DigitalSourceType')?.split('/').at(-1);

describe('recipeXmp', () => {
  it('says how a source was cropped, and not by which link of the person’s own it was sent', () => {
    const image = made('hat');
    const crop = { x: 1, y: 2, width: 3, height: 4 };
    const sourceChoices = { [source]: { crop, link: 'https://files.example/mine?token=abc' } };
    const packet = recipeXmp({ ...image, recipe: image.recipe && { ...image.recipe, sourceChoices } }, 65_000);
    expect(packet.toString()).not.toContain('files.example');
    expect(JSON.parse(read(packet, 'easel:Recipe') ?? '')).toMatchObject({
      recipe: { sourceChoices: { [source]: { crop } } },
    });
  });

  it('any prompt can be read back as it was, and breaks nothing', () => {
    for (const prompt of [
      'a "fox" & <hen>',
      'two\nlines\r\nand 金色 🦊',
      ']]></dc:description><x>',
      '<?xpacket end="r"?>',
    ]) {
      const packet = recipeXmp(made(prompt), 65_000);
      expect(read(packet, 'dc:description')).toBe(prompt);
      expect(read(packet, 'Iptc4xmpExt:AIPromptInformation')).toBe(prompt);
      expect(JSON.parse(read(packet, 'easel:Recipe') ?? '')).toMatchObject({ recipe: { prompt }, requestId: 'req-7' });
      expect(packet.toString().match(/<\?xpacket/g)).toHaveLength(2);
    }
  });

  it('holds no character that XML forbids: a reader would refuse all of it', () => {
    const packet = recipeXmp(made('a\u0000b\u001bc\ud83ed\uffff'), 65_000).toString();
    // eslint-disable-next-line no-control-regex
    expect(packet).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/);
    expect(packet).toContain('a\ufffdb\ufffdc\ufffdd\ufffd');
  });

  it('says truly where a picture comes from', () => {
    expect(sourceType(recipeXmp(made('a'), 65_000))).toBe('trainedAlgorithmicMedia');
    expect(sourceType(recipeXmp(made('a', { kind: 'edit' }), 65_000))).toBe('compositeWithTrainedAlgorithmicMedia');
    const demo = recipeXmp(made('a', {}, true), 65_000);
    expect(sourceType(demo)).toBe('algorithmicMedia');
    expect(read(demo, 'Iptc4xmpExt:AISystemUsed')).toBeNull();
    expect(read(recipeXmp(made('a'), 65_000), 'Iptc4xmpExt:AISystemUsed')).toBe(MODELS[0]?.name);
  });

  it('keeps what was given to find it, and no private note', () => {
    const packet = recipeXmp(made('a'), 65_000);
    expect(read(packet, 'dc:subject')).toBe('Fox & Hen');
    expect(read(packet, 'xmp:Rating')).toBe('4');
    expect(read(packet, 'easel:SourceIds')).toBe(source);
    expect(packet.includes('between us')).toBe(false);
  });

  it('stays within its limit with the longest prompt that can be sent, which it keeps whole', () => {
    for (const prompt of ['字'.repeat(8000), '<'.repeat(8000), 'a'.repeat(8000)]) {
      const packet = recipeXmp(made(prompt), 65_000);
      expect(packet.length).toBeLessThanOrEqual(65_000);
      expect(read(packet, 'dc:description')).toBe(prompt);
    }
    expect(recipeXmp(made('a'.repeat(100_000)), 65_000).length).toBeLessThanOrEqual(65_000);
  });
});
