import { z } from 'zod';

/** Text that holds JSON, as what it holds; a text that is none has an issue and throws nothing. */
export const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('no JSON');
    return z.NEVER;
  }
});
