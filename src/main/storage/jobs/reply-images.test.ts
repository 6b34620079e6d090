import { describe, expect, it } from 'vitest';
import { madeAvif, madeGif, madeJpeg, madePng, madeWebp } from '../images/made-images';
import { slimText } from './reply-images';
import { maskForms } from './reply-work';

const jpeg = madeJpeg(64, 48, undefined, 'pixels'.repeat(40));
const uri = (bytes: Buffer, type = 'image/jpeg'): string => `data:${type};base64,${bytes.toString('base64')}`;
const same = (text: string): string => text;
const slim = (text: string, mask = same): ReturnType<typeof slimText> => slimText(text, mask);
const NAMED = /^easel-spool:reply-[0-9a-f]{24}-\d+$/;

describe('images inside replies', () => {
  it.each([
    { what: 'a data URI', text: uri(jpeg), bytes: jpeg },
    { what: 'one that names no type', text: `data:;base64,${jpeg.toString('base64')}`, bytes: jpeg },
    {
      what: 'one with parameters, spaces and capitals',
      text: ` DATA:image/png;q=1;BASE64,${jpeg.toString('base64')}\n`,
      bytes: jpeg,
    },
    { what: 'bare base64', text: jpeg.toString('base64'), bytes: jpeg },
    { what: 'base64 in lines', text: jpeg.toString('base64').replace(/.{60}/g, '$&\r\n'), bytes: jpeg },
    { what: 'base64url', text: jpeg.toString('base64url'), bytes: jpeg },
    { what: 'a PNG', text: uri(madePng(9, 9)), bytes: madePng(9, 9) },
    { what: 'a WebP', text: uri(madeWebp(9, 9)), bytes: madeWebp(9, 9) },
    { what: 'a GIF', text: uri(madeGif(9, 9)), bytes: madeGif(9, 9) },
    { what: 'an AVIF', text: uri(madeAvif(9, 9)), bytes: madeAvif(9, 9) },
    {
      what: 'an image that is cut short: paid work all the same',
      text: uri(jpeg.subarray(0, -9)),
      bytes: jpeg.subarray(0, -9),
    },
  ])('are taken out: $what', ({ text, bytes }) => {
    const found = slim(JSON.stringify({ output: [text] }));
    const parsed: unknown = JSON.parse(found.text);
    expect(parsed).toEqual({ output: [expect.stringMatching(NAMED)] });
    expect(found.images.map((image) => image.bytes)).toEqual([bytes]);
    expect(found.text).toContain(`easel-spool:${found.images[0]?.file ?? '?'}`);
  });

  it('are taken out of a text that begins with a byte order mark', () => {
    expect(slim(`\ufeff${JSON.stringify({ output: uri(jpeg) })}`)).toEqual(slim(JSON.stringify({ output: uri(jpeg) })));
  });

  it.each([Buffer.from('<html>'.repeat(100)), Buffer.from('a kind of image of next year')])(
    'bytes that are no image known today are kept all the same: they may be paid for (%#)',
    (bytes) => {
      const found = slim(JSON.stringify({ output: [uri(bytes, 'image/png'), uri(jpeg)] }));
      expect(found.images.map((image) => image.bytes)).toEqual([bytes, jpeg]);
    },
  );

  it('whose slashes are written with a backslash are taken out too', () => {
    const text = JSON.stringify({ image: uri(jpeg) }).replaceAll('/', '\\/');
    expect(slim(text).images[0]?.bytes).toEqual(jpeg);
  });

  it('everything else stays as it was written, to the last digit', () => {
    const rest = `{"request_id": 123456789012345678901234567890, "a":"\\u00e9\\\\", "a":"twice",\n "x":`;
    expect(slim(`${rest}"${uri(jpeg)}" }`).text).toMatch(
      new RegExp(`^${rest.replace(/[\\{[.]/g, '\\$&')}"easel-spool:\\S+" }$`),
    );
  });

  it('two of the same in one reply are two files; the same reply again names the same', () => {
    const text = JSON.stringify({ output: [uri(jpeg), uri(jpeg)] });
    const [first, second] = slim(text).images;
    expect(first?.file).not.toBe(second?.file);
    expect(slim(text)).toEqual(slim(text));
  });

  it('the same image in the replies of two requests is two files: the first job removes its own', () => {
    const [one, two] = ['r1', 'r2'].map((id) => slim(JSON.stringify({ request_id: id, output: uri(jpeg) })));
    expect(one?.images[0]?.file).not.toBe(two?.images[0]?.file);
  });

  it('a masked reply names the same files as the reply as it came', () => {
    const text = JSON.stringify({ key: 'sekret', output: uri(jpeg) });
    const mask = (rest: string): string => rest.replaceAll('sekret', '[secret]');
    expect(slim(mask(text), mask)).toEqual(slim(text, mask));
    expect(slim(text, mask).text).not.toContain('sekret');
  });

  it.each(['easel-spool:reply-0-0', 'easel\\u002dspool:x', 'EASEL-SPOOL:x', 'https://x/easel-spool:y'])(
    'a gateway can’t name a file of the spool: %s',
    (said) => {
      const { text } = slim(`{"output":"${said}"}`);
      expect(JSON.stringify(JSON.parse(text))).not.toMatch(/easel-spool:/i);
    },
  );

  it.each([`data:image/svg+xml,${'<svg/>'.repeat(100)}`, 'data:image/png;base64,'])(
    'what only claims to be one is named by its length: %.40s…',
    (text) => {
      const found = slim(JSON.stringify({ output: text }));
      expect(JSON.parse(found.text)).toEqual({ output: `(${String(text.length)} characters that are no image)` });
      expect(found.images).toEqual([]);
    },
  );

  it('a long text that is no image is left alone', () => {
    const text = JSON.stringify({ message: 'plain words without any sign '.repeat(50), id: 'A'.repeat(5000) });
    expect(slim(text)).toEqual({ text, images: [] });
  });

  it.each(['', '{"output":', '<html>', `{"a":"${uri(jpeg)}"`, `"unclosed \\"`, `{"a":"${'\\'.repeat(99)}`])(
    'what is no JSON gives no images and throws nothing: %.30s',
    (text) => {
      expect(slim(text)).toEqual({ text, images: [] });
    },
  );

  it('of a page of megabytes instead of JSON the beginning is kept, masked', () => {
    const found = slim(`<p>sekret${'x'.repeat(3_000_000)}`, (text) => text.replaceAll('sekret', '[secret]'));
    expect(found.text.startsWith('<p>[secret]xxx')).toBe(true);
    expect(found.text.length).toBeLessThan(1_100_000);
  });

  it('a secret that lies where such a page is cut is masked whole', () => {
    const found = slim(`${'x'.repeat(1024 * 1024 - 3)}sekret`, (text) => text.replaceAll('sekret', '[secret]'));
    expect(found.text).not.toContain('sek');
  });

  it('nesting that overflows other readers is no trouble', () => {
    const deep = `${'['.repeat(5000)}"${uri(jpeg)}"${']'.repeat(5000)}`;
    expect(slim(deep).images).toHaveLength(1);
  });
});

describe('masking forms of secrets', () => {
  it('takes out long ones everywhere and short ones outside of base64', () => {
    const image = `${'A'.repeat(100)}abcd${'A'.repeat(100)}`;
    expect(maskForms(`"${image}" abcd long-secret`, ['long-secret', 'abcd'])).toBe(`"${image}" [secret] [secret]`);
  });
});
