import type { Proxy } from './settings';

/** The proxy as it is kept, with its address in one form, or what is wrong with it as one sentence. */
export function cleanProxy(typed: Proxy): { readonly proxy: Proxy } | { readonly fault: string } {
  if (typed.mode === 'pac') return cleanPac(typed.url.trim());
  if (typed.mode !== 'manual') return { proxy: typed };
  const text = typed.address.trim();
  const address = text.includes('://') ? text : `http://${text}`;
  const user = typed.user.trim();
  if (text === '' || !URL.canParse(address))
    return { fault: 'Type the proxy’s address, such as http://proxy.example:8080.' };
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(address);
  if (/^socks/.test(protocol)) return { fault: 'Easel can’t go through a SOCKS proxy. Use an http or https proxy.' };
  if (protocol !== 'http:' && protocol !== 'https:')
    return { fault: 'The proxy’s address must start with http:// or https://.' };
  if (username !== '' || password !== '') return { fault: 'Type user name and password into their own fields.' };
  if (pathname.length > 1 || search !== '' || hash !== '')
    return { fault: 'A proxy’s address ends after its port, such as http://proxy.example:8080.' };
  if (/[:\p{Cc}]/u.test(user))
    return { fault: 'The user name has a character that a proxy can’t take, such as a colon.' };
  const ports: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };
  return {
    proxy: {
      mode: 'manual',
      address: `${protocol}//${hostname}:${port === '' ? (ports[protocol] ?? '') : port}`,
      user,
    },
  };
}

function cleanPac(text: string): { readonly proxy: Proxy } | { readonly fault: string } {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return { fault: 'Type the address of the PAC file. It must start with https:// or http://.' };
  if (url.username !== '' || url.password !== '')
    return { fault: 'The address of the PAC file must not hold a user name or password. Remove them.' };
  return { proxy: { mode: 'pac', url: url.href } };
}
