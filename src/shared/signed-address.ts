/** Whoever holds the signature of an S3 address fetches what it leads to; `=` in the ways in which texts write it. */
const SIGNATURE = /(X-Amz-Signature(?:=|%3[Dd]|%253[Dd]|\\u003[Dd]))[0-9a-f]{64}/g;

/** The text without the signatures of signed S3 addresses, which are secrets that nobody typed. */
export function maskSignatures(text: string): string {
  return text.replace(SIGNATURE, '$1[secret]');
}
