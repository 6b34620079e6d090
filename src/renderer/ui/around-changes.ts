/** A text that is hardly longer than what would be left of it stands as it is. Characters. */
const WORTH_CUTTING = 20;

/**
 * What is left of a text that did not change where only the changes beside it are wanted: so many characters at its
 * beginning and at its end, to the next space where there is one, with an ellipsis for the rest.
 */
export function aroundChanges(text: string, atStart: number, atEnd: number): string {
  if (text.length <= atStart + atEnd + WORTH_CUTTING) return text;
  const start = withoutHalves(text.slice(0, atStart));
  const end = withoutHalves(text.slice(text.length - atEnd));
  const head = /\s/u.test(start) ? start.replace(/\S*$/u, '') : start;
  const tail = /\s/u.test(end) ? end.replace(/^\S*/u, '') : end;
  return `${head}…${atEnd === 0 ? '' : tail}`;
}

/** A cut through a picture leaves no half of a character. */
function withoutHalves(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/gu, '');
}
