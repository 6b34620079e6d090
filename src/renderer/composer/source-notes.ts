import { SOURCE_VANISHED } from '../store/vanished';
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

/** Both together: that a source is gone, which a press of the button found, is said once and by its name. */
export function withSourceNotes(notes: readonly DraftNote[], about: readonly DraftNote[]): readonly DraftNote[] {
  const rest = notes.filter(({ message }) => message !== SOURCE_VANISHED);
  if (rest.length === notes.length || !about.some(({ blocks }) => blocks)) return [...notes, ...about];
  return [...rest, ...about.map((note) => (note.blocks ? { ...note, told: true } : note))];
}

function noteOf({ title, state, animated, ...size }: SourceThumb): string | null {
  const name = `“${title.length > 40 ? `${title.slice(0, 39).trimEnd()}…` : title}”`;
  const { width, height } = size.crop ?? size;
  if (state === 'gone') return SOURCE_VANISHED;
  if (state === 'trashed') return `The source ${name} is in the trash. Restore it, or remove or replace it here.`;
  if (animated) return `${name} moves; only its first picture is sent.`;
  if (width > 0 && Math.min(width, height) < TINY) {
    return `${name} is only ${String(width)} × ${String(height)} pixels: the edit has little to go by.`;
  }
  return null;
}
