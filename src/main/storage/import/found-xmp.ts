/** Fields of an XMP packet that tell how an image was made; empty where it does not say. */
export interface XmpFields {
  readonly description: string;
  readonly creatorTool: string;
  readonly credit: string;
  readonly userComment: string;
  readonly prompt: string;
  readonly system: string;
  /** The last word of the IPTC digital source type, such as "trainedAlgorithmicMedia". */
  readonly sourceType: string;
}

/** Reads by names, not as XML: whatever is wrong with the packet, time and memory stay in proportion to its length. */
export function xmpFields(packet: string): XmpFields {
  const field = (name: string): string => asAttribute(packet, name) ?? asElement(packet, name) ?? '';
  return {
    description: field('dc:description'),
    creatorTool: field('xmp:CreatorTool'),
    credit: field('photoshop:Credit'),
    userComment: field('exif:UserComment'),
    prompt: field('Iptc4xmpExt:AIPromptInformation'),
    system: field('Iptc4xmpExt:AISystemUsed'),
    sourceType: field('Iptc4xmpExt:DigitalSourceType').split('/').at(-1) ?? '',
  };
}

function asAttribute(packet: string, name: string): string | null {
  for (const quote of ['"', "'"]) {
    const at = packet.indexOf(`${name}=${quote}`);
    if (at <= 0 || !/\s/.test(packet.charAt(at - 1))) continue;
    const from = at + name.length + 2;
    const until = packet.indexOf(quote, from);
    return until < 0 ? null : plain(packet.slice(from, until));
  }
  return null;
}

function asElement(packet: string, name: string): string | null {
  const at = packet.indexOf(`<${name}`);
  const opened = at < 0 ? -1 : packet.indexOf('>', at);
  if (opened < 0) return null;
  if (packet[opened - 1] === '/') {
    const [, resource = ''] = /rdf:resource="([^"]{0,500})"/.exec(packet.slice(at, opened)) ?? [];
    return plain(resource);
  }
  const closed = packet.indexOf(`</${name}>`, opened);
  return closed < 0 ? null : plain(firstItem(packet.slice(opened + 1, closed)));
}

/** The first of a list, or the whole where it is none. */
function firstItem(content: string): string {
  const item = content.indexOf('<rdf:li');
  const opened = item < 0 ? -1 : content.indexOf('>', item);
  if (opened < 0) return content;
  const closed = content.indexOf('</rdf:li>', opened);
  return content.slice(opened + 1, closed < 0 ? undefined : closed);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const LAST_SIGN = 0x10ffff;

function plain(text: string): string {
  return text
    .replace(
      /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
      (whole, name?: string, ten?: string, hex?: string) => {
        if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
        const sign = ten === undefined ? Number.parseInt(hex ?? '', 16) : Number(ten);
        return sign > 0 && sign <= LAST_SIGN ? String.fromCodePoint(sign) : whole;
      },
    )
    .trim();
}
