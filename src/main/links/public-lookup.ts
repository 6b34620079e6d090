import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '../../shared/public-host';

/** A name leads to an address of one's own network. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

/** Asks for all addresses of a name. */
export type AddressLookup = (
  name: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Name look-up of a connection that leads to public addresses alone. What is checked here is what is connected to: there is
 * no second look-up that could answer otherwise. One private address among several refuses them all.
 */
export function publicLookup(ask: AddressLookup = systemLookup): LookupFunction {
  return (name, options, done) => {
    ask(name, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses;
      if (error) done(error, '');
      else if (!first) done(new Error('The name has no address.'), '');
      else if (!addresses.every(({ address }) => isPublicAddress(address))) done(new PrivateAddressError(name), '');
      else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
