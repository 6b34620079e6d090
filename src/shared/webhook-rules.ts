/** Why the address can't be a webhook, as one sentence, or null when it can. The gateway calls https addresses only. */
export function webhookFault(typed: string): string | null {
  const address = typed.trim();
  if (address === '') return 'Type the address that the gateway is to call.';
  if (address.length > 2000) return 'The webhook address is too long. Use one of at most 2,000 characters.';
  if (!URL.canParse(address)) return 'This is not an address. Use one such as https://example.com/hook.';
  const url = new URL(address);
  if (url.protocol !== 'https:') return 'The gateway calls https addresses only. Begin with https://.';
  if (url.username !== '' || url.password !== '') return 'Leave user name and password out of the webhook address.';
  // A header holds plain ASCII only; the parsed form of an address always is.
  return null;
}

/** The address as it goes into the header: parsed, so that it is plain ASCII without line breaks. */
export function webhookHeaderUrl(address: string): string {
  return new URL(address.trim()).href;
}
