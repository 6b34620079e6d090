const MASK = '•••';

/**
 * The text with every form in which a gateway may echo the secret replaced: as it is, escaped for a URL, in base64 (also
 * as part of a longer one) and in hex.
 */
export function maskSecret(text: string, secret: string): string {
  if (secret.length < 4) return text;
  let result = text;
  for (const form of formsOf(secret)) {
    if (result.includes(form)) result = result.replaceAll(form, MASK);
  }
  const hex = Buffer.from(secret).toString('hex');
  return result.replaceAll(new RegExp(hex, 'gi'), MASK);
}

function formsOf(secret: string): ReadonlySet<string> {
  const json = JSON.stringify(secret).slice(1, -1);
  const forms = [secret, json, encodeURIComponent(secret)];
  for (const shift of [0, 1, 2])
    forms.push(base64Core(secret, shift, 'base64'), base64Core(secret, shift, 'base64url'));
  return new Set(forms.filter((form) => form.length >= 4));
}

/** The characters of base64 that depend on the secret alone when `shift` bytes stand before it. */
function base64Core(secret: string, shift: number, encoding: 'base64' | 'base64url'): string {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
  const whole = Math.floor(bytes.length / 3) * 4;
  return bytes.toString(encoding).slice(shift === 0 ? 0 : 4, whole);
}
