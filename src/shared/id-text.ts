const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Twenty characters of base 36 from the given random bytes (at least 20 of them). */
export function idText(random: Uint8Array): string {
  return Array.from(random.subarray(0, 20), (byte) => ALPHABET.charAt(byte % 36)).join('');
}
