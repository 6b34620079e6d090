import { BlockList, isIP } from 'node:net';

/** Addresses that are no public ones: this machine, its networks, and what is set apart for other ends. */
const PRIVATE_4: readonly (readonly [address: string, prefix: number])[] = [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ] as const),
];
/** All that is not given out as public (2000::/3), and within it what carries another address or is set apart. */
const PRIVATE_6: readonly (readonly [address: string, prefix: number])[] = [
  ...([
    ['::', 3],
    ['4000::', 2],
    ['8000::', 1],
  ] as const),
  ...([
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ] as const),
];
/** IPv4 addresses in the words of IPv6: mapped ones, and those behind a NAT64. The last 32 bits count. */
const CARRIED = /^(?:::ffff:|64:ff9b::)(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i;

// One for each family: a list of both takes IPv4 for the mapped addresses of IPv6.
const refused = { ipv4: new BlockList(), ipv6: new BlockList() } as const;
for (const [address, prefix] of PRIVATE_4) refused.ipv4.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of PRIVATE_6) refused.ipv6.addSubnet(address, prefix, 'ipv6');

/** True for an IP address that anybody may know: not of this machine, of its networks, or set apart. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const version = isIP(bare);
  if (version === 0) return false;
  if (version === 4) return !refused.ipv4.check(bare, 'ipv4');
  const [, dotted, high, low] = CARRIED.exec(short(bare)) ?? [];
  if (dotted !== undefined) return isPublicAddress(dotted);
  if (high !== undefined && low !== undefined) return isPublicAddress(ofNumber(parseInt(high, 16), parseInt(low, 16)));
  return !refused.ipv6.check(bare, 'ipv6');
}

/** The shortest way to write it, as addresses of the web have it. */
function short(address: string): string {
  return new URL(`http://[${address}]/`).hostname.slice(1, -1);
}

function ofNumber(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** Ends of names that only a network of one's own knows. */
const OWN_NAMES = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/**
 * Why the address is not fetched, as far as its words tell, in a sentence; null when they say nothing against it. The
 * address behind a name is a matter of the connection.
 */
export function linkFault(link: string): string | null {
  const url = URL.canParse(link) ? new URL(link) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    return 'Only links that begin with https:// or http:// can be fetched.';
  }
  if (url.username !== '' || url.password !== '') {
    return 'The link holds a user name or password, which Easel does not send. Save the picture and drop its file.';
  }
  const name = url.hostname.replace(/\.$/, '').toLowerCase();
  const isAddress = isIP(name.replace(/^\[|\]$/g, '')) !== 0;
  const isPublic = isAddress ? isPublicAddress(name) : name.includes('.') && !OWN_NAMES.test(name);
  return isPublic ? null : privateWords(url.host);
}

/** What is said of an address of one's own network. */
export function privateWords(host: string): string {
  return `${host} lies in a private network, which Easel does not fetch pictures from. Save the picture and drop its file.`;
}
