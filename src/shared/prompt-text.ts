/** A prompt as it can be sent, and how many characters were left out of it. */
export interface CleanPrompt {
  readonly text: string;
  readonly left: { readonly controls: number; readonly surrogates: number };
}

// eslint-disable-next-line no-control-regex -- these are what is looked for; \n and \t stay, \r becomes a line break
const UNSENDABLE = /\r\n?|[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]|\p{Cs}/gu;
const NOTHING = { controls: 0, surrogates: 0 } as const;

/**
 * The text with line breaks as `\n`, without other control characters than tabs and without halves of surrogate pairs.
 * Cleaning a clean text changes nothing.
 */
export function cleanPrompt(text: string): CleanPrompt {
  // Nearly every text: nothing to do.
  if (text.search(UNSENDABLE) < 0) return { text, left: NOTHING };
  let controls = 0;
  let surrogates = 0;
  const clean = text.replace(UNSENDABLE, (found) => {
    if (found.startsWith('\r')) return '\n';
    if (found >= '\uD800') surrogates += 1;
    else controls += 1;
    return '';
  });
  return { text: clean, left: { controls, surrogates } };
}
