/** Names and addresses that no gateway can reach. */
const OWN =
  /^(?:localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.|\[)|(?:^|\.)(?:local|localhost|internal|lan|home)$/u;

/** Why the gateway could not fetch a source from that address, in a sentence; null when nothing speaks against it. */
export function publicLinkFault(text: string): string | null {
  const address = text.trim();
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'https:') return 'Type the whole address of the picture, from https:// on.';
  if (url.username !== '' || url.password !== '') return 'The address holds a user name or password. Use one without.';
  if (OWN.test(url.hostname) || !url.hostname.includes('.')) {
    return 'The gateway can’t reach that address from outside. Use a public one.';
  }
  return address.length > 2000 ? 'The address is longer than 2,000 characters.' : null;
}
