/**
 * What is known of the API key of the current gateway.
 * stored: in the system's keychain · session: in memory only, gone at quit · locked: the keychain is locked ·
 * unavailable: no keychain answers, none held · none: no key yet · checking: the keychain was asked and has not answered.
 */
export type KeyStatus = 'stored' | 'session' | 'locked' | 'unavailable' | 'none' | 'checking';

/** The key's state with the sentence that the settings show. Never the key itself. */
export interface KeyState {
  readonly status: KeyStatus;
  readonly message: string;
  /** The gateway that the key belongs to. */
  readonly origin: string;
}

/** The answer of "Test key", which costs nothing. */
export interface KeyTest {
  readonly verdict: 'good' | 'bad' | 'could-not-tell';
  readonly message: string;
}

/** What is wrong with a pasted key, as a sentence, or null. Spaces around it are forgiven by `cleanKey` before. */
export function keyFault(key: string): string | null {
  if (key === '') return 'Paste the API key of your gateway.';
  if (/\s/u.test(key)) return 'The key has a space or a line break in it. Copy it again, as one word.';
  if (!/^[\x21-\x7e]+$/u.test(key)) return 'The key has a character that no API key has. Copy it again.';
  if (key.length > 512) return 'This is too long for an API key. Copy only the key.';
  return null;
}

/** The key without the white space that copying brings at either end. */
export function cleanKey(pasted: string): string {
  return pasted.trim();
}
