/** Of names on the internet. Characters. */
const LONGEST_HOST = 253;

/**
 * Why a typed link can't be a source, as one sentence, or null when it can. It is sent as it stands and fetched by the
 * gateway: an address that means something on this machine or in this network only is refused.
 */
export function sourceLinkFault(typed: string): string | null {
  const link = typed.trim();
  if (link.length > 2000) return 'The link is too long. Use one of at most 2,000 characters.';
  const url = URL.canParse(link) ? new URL(link) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname.length > LONGEST_HOST)
    return 'The link of a source must be a public web address that begins with https:// or http://.';
  if (url.username !== '' || url.password !== '') return 'Leave user name and password out of the link of a source.';
  return isPrivateHost(url.hostname)
    ? 'The gateway can’t reach an address of this machine or of a private network. Use a public link.'
    : null;
}

/** True for hosts that are not on the public internet, as far as their name tells; `hostname` as `URL` gives it. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  // Of version 6 only what is given out to the public.
  if (host.startsWith('[')) return !/^\[[23][0-9a-f]{3}:/.test(host);
  const numbers = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (!numbers)
    return !host.includes('.') || /\.(local|localhost|internal|lan|home|home\.arpa|test|invalid)$/.test(host);
  const [first, second] = [Number(numbers[1]), Number(numbers[2])];
  return (
    [0, 10, 127].includes(first) ||
    first >= 224 ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 198 && (second === 18 || second === 19))
  );
}
