import type { Bucket } from './delivery';
import { isLoopback } from './gateway-address';

/** The fields of the bucket that a person types, as `RequestError.field` names them. */
export const BUCKET_FIELDS = ['endpoint', 'region', 'name', 'prefix', 'accessKey', 'secret'] as const;
/** See the list of the same meaning. */
export type BucketField = (typeof BUCKET_FIELDS)[number];

/** What is wrong with a bucket as one sentence, and at which field. */
export interface BucketFault {
  readonly field: BucketField;
  readonly fault: string;
}

/** The bucket as it is kept, in one form, or what is wrong with it. An empty region is the likely one of the endpoint. */
export function cleanBucket(typed: Bucket): { readonly bucket: Bucket } | BucketFault {
  const origin = cleanEndpoint(typed.endpoint.trim());
  if ('fault' in origin) return { field: 'endpoint', ...origin };
  const region = typed.region.trim() || likelyRegion(new URL(origin.endpoint).hostname);
  if (!/^[A-Za-z0-9-]{1,64}$/.test(region))
    return { field: 'region', fault: 'A region is a word such as eu-central-1 or auto.' };
  const name = typed.name.trim();
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/.test(name))
    return { field: 'name', fault: 'Type the bucket’s name: letters, digits, dots and hyphens.' };
  const prefix = typed.prefix.trim().replace(/^\/+|\/+$/g, '');
  const folders = prefix === '' ? [] : prefix.split('/');
  // Other signs are written in several ways, and a signature over one does not hold for the other.
  if (!folders.every((folder) => /^[A-Za-z0-9._-]+$/.test(folder) && !/^\.+$/.test(folder)))
    return { field: 'prefix', fault: 'A folder is made of letters, digits, dots, hyphens and slashes.' };
  return { bucket: { endpoint: origin.endpoint, region, name, prefix } };
}

function cleanEndpoint(text: string): { readonly endpoint: string } | { readonly fault: string } {
  const address = text.includes('://') ? text : `https://${text}`;
  if (text === '' || !URL.canParse(address))
    return { fault: 'Type the address of the service, such as https://s3.eu-central-1.amazonaws.com.' };
  const { protocol, hostname, origin, username, password, pathname, search, hash } = new URL(address);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
    return { fault: 'The address must start with https:// (http:// only for this machine).' };
  if (username !== '' || password !== '') return { fault: 'Type the keys into their own fields.' };
  if (pathname.length > 1 || search !== '' || hash !== '')
    return { fault: 'Type the address of the service alone; the bucket’s name has its own field.' };
  return { endpoint: origin };
}

function likelyRegion(hostname: string): string {
  const amazon = /(?:^|\.)s3[.-](?:dualstack\.)?([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/.exec(hostname);
  if (amazon?.[1] !== undefined) return amazon[1];
  return hostname.endsWith('.r2.cloudflarestorage.com') ? 'auto' : 'us-east-1';
}
