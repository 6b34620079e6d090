/** Bytes that nobody reads hold their file or connection open; an iteration that never began has nothing to end. Never rejects. */
export async function letGo(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = bytes[Symbol.asyncIterator]();
  await iterator.next().catch(() => undefined);
  await iterator.return?.().catch(() => undefined);
}
