/** The origin of a gateway address as typed, or what is wrong with it. https anywhere, http on loopback only. */
export function gatewayOrigin(address: string): { readonly origin: string } | { readonly fault: string } {
  const fault =
    'The gateway address must start with https:// (http:// only for this machine), such as https://gateway.pixazo.ai.';
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    return { fault };
  }
  if (url.username !== '' || url.password !== '') {
    return { fault: 'The gateway address must not hold a user name or password. Remove them.' };
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
    return { origin: url.origin };
  return { fault };
}

/** True for names and addresses of this very machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
