import type { DraftNote } from './draft-notes';
import type { SourceThumb } from './use-source-thumbs';

/** A side shorter than this leaves a model little to go by. Pixels. */
const TINY = 64;

/** What is to be said about the sources of a draft, each once. What is no longer there keeps the draft from being sent. */
export function sourceNotes(sources: readonly SourceThumb[], dangling: readonly string[] = []): readonly DraftNote[] {
  const notes: { readonly message: string; readonly blocks: boolean }[] = [];
  for (const source of sources) {
    const [blocks, message] = [source.state !== 'here', noteOf(source)];
    if (message !== null) notes.push({ message, blocks });
  }
  for (const mention of dangling) {
    notes.push({ message: `${mention} in the prompt names no source image.`, blocks: false });
  }
  return notes.map((note) => ({ ...note, field: 'sources', told: false, place: null }));
}

function noteOf({ title, state, animated, ...size }: SourceThumb): string | null {
  const name = `“${title.length > 40 ? `${title.slice(0, 39).trimEnd()}…` : title}”`;
  const { width, height } = size.crop ?? size;
  if (state === 'gone') return 'A source image is no longer in the library. Remove or replace it.';
  if (state === 'trashed') return `The source ${name} is in the trash. Restore it, or remove or replace it here.`;
  if (animated) return `${name} moves; only its first picture is sent.`;
  if (width > 0 && Math.min(width, height) < TINY) {
    return `${name} is only ${String(width)} × ${String(height)} pixels: the edit has little to go by.`;
  }
  return null;
}
