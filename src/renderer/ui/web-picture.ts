/** What a page hands over with a drag or a copy. */
export type WebPicture =
  /** To be fetched once the person said so. */
  | { readonly kind: 'link'; readonly url: string }
  /** The picture itself. */
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'refused'; readonly message: string };

const IN_PAGE =
  'That picture exists only inside its page. Save it there or copy it, then drop the file or paste it here.';
/** Longest data address that is read, in characters: what main takes of a picture without a file, in base64. */
const MOST_DATA = 88_000_000;

/** The picture of a page in a drag or on the clipboard: that of an image before that of a link. Null when there is none. */
export function webPictureOf(data: Pick<DataTransfer, 'getData'>): WebPicture | null {
  const source = imageIn(data.getData('text/html'));
  const lines = data.getData('text/uri-list').split(/\r?\n/u);
  const link = lines.find((line) => line !== '' && !line.startsWith('#')) ?? '';
  return readAddress(source) ?? readAddress(link);
}

/** The link that a text is and nothing else, or null. */
export function linkIn(text: string): string | null {
  const address = text.trim();
  if (/\s/u.test(address) || !/^https?:\/\/[^/]/iu.test(address)) return null;
  return URL.canParse(address) ? address : null;
}

/** What the host of an address is called. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** The address of the first image in a piece of a page. It is read, not shown: nothing of it is fetched or run. */
function imageIn(html: string): string {
  if (html === '') return '';
  return new DOMParser().parseFromString(html, 'text/html').querySelector('img')?.getAttribute('src') ?? '';
}

function readAddress(address: string): WebPicture | null {
  if (/^blob:/iu.test(address)) return { kind: 'refused', message: IN_PAGE };
  if (/^data:/iu.test(address)) return pictureIn(address);
  const url = linkIn(address.startsWith('//') ? `https:${address}` : address);
  return url === null ? null : { kind: 'link', url };
}

/** The picture that a data address holds. */
function pictureIn(address: string): WebPicture {
  const [, type = '', base64 = '', content = ''] =
    /^data:(image\/[\w.+-]+)?[^,]*?(;base64)?,(.*)$/isu.exec(address) ?? [];
  if (type === '' || address.length > MOST_DATA) {
    const message =
      type === ''
        ? 'What was dropped is no picture.'
        : 'The picture is larger than 64 MB. Save it, then drop its file.';
    return { kind: 'refused', message };
  }
  try {
    const text = decodeURIComponent(content);
    const bytes = base64 === '' ? new TextEncoder().encode(text) : fromBase64(text);
    return { kind: 'file', file: new File([bytes], 'Picture of a page', { type }) };
  } catch {
    return { kind: 'refused', message: 'The picture could not be read. Save it, then drop its file.' };
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}
