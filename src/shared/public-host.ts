/** Addresses of version 4 that are no public ones: this machine, its networks, and what is set apart for other ends. */
const PRIVATE_4: readonly Range[] = ranges(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3',
);
/** Of version 6 all that is not given out as public (2000::/3), and within it what carries another address or is set apart. */
const PRIVATE_6: readonly Range[] = ranges('::/3 4000::/2 8000::/1 2001::/23 2001:db8::/32 2002::/16 3fff::/20');
/** Addresses of version 4 in the words of version 6: mapped ones, and those behind a NAT64. The last 32 bits count. */
const CARRIED: readonly Range[] = ranges('::ffff:0:0/96 64:ff9b::/96');
/** Ends of names that only a network of one's own knows, or that no network does. */
const OWN_NAMES = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|test|invalid|home\.arpa)$/;
/** Of names on the internet. Characters. */
const LONGEST_NAME = 253;

/** An address or its beginning, sixteen bits at a time. */
type Groups = readonly number[];

interface Range {
  readonly from: Groups;
  readonly bits: number;
}

/** True for an address, of version 4 or 6 and in any of its spellings, that anybody on the internet may mean by it. */
export function isPublicAddress(address: string): boolean {
  const groups = groupsOf(address);
  if (groups === null) return false;
  if (groups.length === 2) return !isIn(PRIVATE_4, groups);
  return isIn(CARRIED, groups) ? !isIn(PRIVATE_4, groups.slice(6)) : !isIn(PRIVATE_6, groups);
}

/** What keeps a link from being one that leads to the public internet, or null. */
export type LinkFlaw = 'no-link' | 'holds-password' | 'private';

/** As far as its words tell; the address behind a name is a matter of the connection. */
export function linkFlaw(link: string): LinkFlaw | null {
  const url = URL.canParse(link) ? new URL(link) : null;
  if ((url?.protocol !== 'https:' && url?.protocol !== 'http:') || url.hostname.length > LONGEST_NAME) return 'no-link';
  if (url.username !== '' || url.password !== '') return 'holds-password';
  const name = url.hostname.replace(/\.$/, '');
  const isAddress = groupsOf(name.replace(/^\[|\]$/g, '')) !== null;
  const isPublic = isAddress ? isPublicAddress(name.replace(/^\[|\]$/g, '')) : isPublicName(name);
  return isPublic ? null : 'private';
}

function isPublicName(name: string): boolean {
  return name.includes('.') && !OWN_NAMES.test(name);
}

/** Two groups for version 4, eight for version 6, null for what is no address. */
function groupsOf(address: string): Groups | null {
  if (/^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/.test(address)) {
    const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
    return [a, b, c, d].some((part) => part > 255) ? null : [a * 256 + b, c * 256 + d];
  }
  const url = `http://[${address}]/`;
  if (!/^[0-9a-f.]*:[0-9a-f:.]*$/i.test(address) || !URL.canParse(url)) return null;
  // The one shortest spelling, in which no part is written with dots.
  const [left = [], right = []] = new URL(url).hostname
    .slice(1, -1)
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':').map((group) => parseInt(group, 16))));
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function ranges(...lines: readonly string[]): readonly Range[] {
  return lines
    .join(' ')
    .split(' ')
    .map((text) => {
      const [address = '', bits] = text.split('/');
      return { from: groupsOf(address) ?? [], bits: Number(bits) };
    });
}

function isIn(list: readonly Range[], address: Groups): boolean {
  return list.some(({ from, bits }) =>
    from.every((group, place) => {
      const rest = 16 - Math.min(16, Math.max(0, bits - place * 16));
      return group >> rest === (address[place] ?? 0) >> rest;
    }),
  );
}
