/** Letters that are encoded in one go. */
const PIECE = 512 * 1024;

/** UTF-8 of a text in pieces of at most 1.5 MiB, with room for everything else between them: sources make megabytes of a request. */
export async function encodeInPieces(text: string): Promise<readonly Uint8Array[]> {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < text.length || pieces.length === 0;) {
    if (start > 0) await new Promise(setImmediate);
    let end = Math.min(start + PIECE, text.length);
    // Half a pair would be encoded as a question mark.
    if (end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
    pieces.push(encoder.encode(text.slice(start, end)));
    start = end;
  }
  return pieces;
}
