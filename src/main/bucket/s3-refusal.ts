import type { BucketAnswer } from './bucket-call';
import type { BucketPlace } from './s3';

/** What was asked of the bucket. */
export type S3Action = 'put' | 'fetch' | 'remove';

const MAY_NOT: Readonly<Record<S3Action, (name: string) => string>> = {
  put: (name) => `These keys may not write to the bucket “${name}”.`,
  fetch: (name) => `The bucket “${name}” does not give out what was put there.`,
  remove: (name) => `These keys may not remove anything from the bucket “${name}”.`,
};

/** Why the service said no, in one sentence, and whether it may say yes later. Nothing of the answer is repeated but short words. */
export function s3Refusal(
  action: S3Action,
  answer: BucketAnswer,
  { endpoint, region, name }: BucketPlace,
): { readonly message: string; readonly passing: boolean } {
  const { status } = answer;
  const text = Buffer.from(answer.body).toString('utf8');
  const code = word(text, 'Code');
  const { host } = new URL(endpoint);
  const other = answer.headers['x-amz-bucket-region'] ?? word(text, 'Region');
  const final = (message: string) => ({ message, passing: false });
  if (isElsewhere(status, code) && /^[A-Za-z0-9-]{1,64}$/.test(other) && other !== region)
    return final(`The bucket “${name}” is in the region “${other}”. Enter that region.`);
  if (status >= 300 && status < 400)
    return final(`The bucket “${name}” is not at ${host} (HTTP ${String(status)}). Check the endpoint and the region.`);
  switch (code) {
    case 'InvalidAccessKeyId':
      return final(`${host} does not know this access key.`);
    case 'SignatureDoesNotMatch':
      return final('The secret key does not belong to the access key, or the region is another one.');
    case 'RequestTimeTooSkewed':
      return final('The clock of this computer is off, so that no signature is believed. Set the clock.');
    case 'NoSuchBucket':
      return final(`There is no bucket “${name}” at ${host}.`);
    case 'NoSuchKey':
      return final('What was put into the bucket is not there.');
    case 'QuotaExceeded':
    case 'XMinioStorageFull':
      return final(`The bucket “${name}” is full.`);
  }
  if (status === 401) return final(`${host} does not accept these keys.`);
  if (status === 403) return final(MAY_NOT[action](name));
  if (status === 404) return final(`There is no bucket “${name}” at ${host}.`);
  if (status === 413) return final('The picture is larger than the bucket takes.');
  const said = code === '' ? `HTTP ${String(status)}` : `HTTP ${String(status)}, ${code}`;
  if (status >= 500 || status === 429 || status === 408)
    return { message: `${host} can’t serve the bucket at the moment (${said}).`, passing: true };
  return final(`${host} refused the request (${said}).`);
}

function isElsewhere(status: number, code: string): boolean {
  return (status >= 300 && status < 400) || code === 'AuthorizationHeaderMalformed' || code === 'PermanentRedirect';
}

/** The text of that element, when it is a short word. */
function word(xml: string, element: string): string {
  return new RegExp(`<${element}>([A-Za-z0-9.-]{1,64})</${element}>`).exec(xml)?.[1] ?? '';
}
