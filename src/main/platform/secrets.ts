import { maskSignatures } from '../../shared/signed-address';

/** What must never be written down. Knows each secret in the forms in which it could turn up in a text. */
export interface Secrets {
  /** Remembers a secret for as long as the program runs. Shorter ones than four characters hide nothing and are ignored. */
  add(secret: string): void;
  /** The text with every known secret in any of its forms, and every signature of an address, replaced by `[secret]`. */
  mask(text: string): string;
  /** Every form of every known secret, the longest first, for masking on another thread. */
  forms(): readonly string[];
}

const MASKED = '[secret]';
const SHORTEST = 4;
/** Shorter encoded forms would be found by chance in the base64 of an image, and spoil it. */
const SHORTEST_FORM = 8;

/** Knows nothing at first. */
export function createSecrets(): Secrets {
  const forms = new Set<string>();
  let ordered: readonly string[] = [];
  return {
    add: (secret) => {
      if (secret.length < SHORTEST) return;
      for (const form of formsOf(secret)) forms.add(form);
      // The longest first: a form inside another would leave the rest of that one readable.
      ordered = [...forms].sort((a, b) => b.length - a.length);
    },
    forms: () => ordered,
    mask: (text) => maskSignatures(ordered.reduce((masked, form) => masked.replaceAll(form, MASKED), text)),
  };
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const escaped = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(secret);
  const everyByte = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const base64 = [0, 1, 2].map((offset) => base64Inside(bytes, offset));
  return [
    ...[secret, escaped, JSON.stringify(escaped).slice(1, -1), percent, encodeURIComponent(percent)],
    ...[percent.toLowerCase(), everyByte, everyByte.toUpperCase(), hex, hex.toUpperCase()],
    ...[...base64, ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))],
    ...[secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')],
  ].filter((form) => form === secret || form.length >= SHORTEST_FORM);
}

/** The characters of a base64 text that depend on the secret alone, when it begins `offset` bytes into a group of three. */
function base64Inside(secret: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64');
  const start = Math.ceil((offset * 8) / 6);
  const end = Math.floor(((offset + secret.length) * 8) / 6);
  return text.slice(start, end);
}
