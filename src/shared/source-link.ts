import { type LinkFlaw, linkFlaw } from './public-host';

const WORDS: Readonly<Record<LinkFlaw, string>> = {
  'no-link': 'The link of a source must be a public web address that begins with https:// or http://.',
  'holds-password': 'Leave user name and password out of the link of a source.',
  private: 'The gateway can’t reach an address of this machine or of a private network. Use a public link.',
};

/**
 * Why a typed link can't be a source, as one sentence, or null when it can. It is sent as it stands and fetched by the
 * gateway: an address that means something on this machine or in this network only is refused.
 */
export function sourceLinkFault(typed: string): string | null {
  const link = typed.trim();
  if (link.length > 2000) return 'The link is too long. Use one of at most 2,000 characters.';
  const flaw = linkFlaw(link);
  return flaw === null ? null : WORDS[flaw];
}
