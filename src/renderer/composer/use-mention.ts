import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import type { Draft } from '../../shared/draft';
import { mentionText } from '../../shared/source-mentions';
import { modelOf } from '../store/draft';
import { openMention, sourcesBefore } from '../store/source-mentions';
import { commands } from '../store/studio';
import { writeInPrompt } from '../ui/focus';
import type { SourceThumb } from './use-source-thumbs';

/** One line of the list: a source, or the way to add one. */
export interface MentionChoice {
  /** Null for what has no one picture. */
  readonly source: SourceThumb | null;
  /** What takes the place of the `@`; empty for the way to add one. */
  readonly text: string;
  readonly label: string;
}

/** The list that an `@` opens. */
export interface Mention {
  readonly choices: readonly MentionChoice[];
  /** The one that Enter takes. */
  readonly at: number;
  readonly take: (choice: MentionChoice) => void;
  /** True when the key is used up. */
  readonly press: (event: KeyboardEvent) => boolean;
  /** Leaves the `@` as it stands. */
  readonly close: () => void;
}

/**
 * The sources that an `@` before the cursor may mean; null while none is typed. What is written is the model's own word for
 * the source, so that the prompt is sent as it stands. `cursor` is null while the field has no keys or a part is marked.
 */
export function useMention(draft: Draft, sources: readonly SourceThumb[], cursor: number | null): Mention | null {
  const { prompt } = draft.recipe;
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState<number | null>(null);
  const open = cursor === null ? null : openMention(prompt, cursor);
  if (cursor !== null && !open && closed !== null) setClosed(null);
  if (!open && at !== 0) setAt(0);
  if (cursor === null || !open || open.from === closed) return null;
  const choices = choicesOf(draft, sources, open.query);
  const chosen = Math.min(at, choices.length - 1);
  if (choices.length === 0) return null;

  const take = ({ text }: MentionChoice): void => {
    // Behind a name come words; a space that is there already is not doubled.
    const space = text !== '' && !/^\s/u.test(prompt.slice(cursor)) ? ' ' : '';
    writeInPrompt(text + space, open.from, cursor);
    if (text === '') void commands.importDialog('add-sources');
  };
  const close = (): void => setClosed(open.from);
  const press = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = choices[chosen];
    if (step !== undefined) setAt((chosen + step + choices.length) % choices.length);
    else if (event.key === 'Escape') close();
    else if ((event.key === 'Enter' || event.key === 'Tab') && choice) take(choice);
    else return false;
    return true;
  };
  return { choices, at: chosen, take, press, close };
}

function choicesOf(draft: Draft, sources: readonly SourceThumb[], query: string): readonly MentionChoice[] {
  const model = modelOf(draft.recipe);
  const offset = sourcesBefore(draft);
  const words = query.trim().toLowerCase();
  // A number is that of the source; a space behind words that name none ends it.
  const fits = ({ title }: SourceThumb, place: number): boolean =>
    words === String(place + 1) || title.toLowerCase().includes(words);
  const found = sources.flatMap((source, place): readonly MentionChoice[] => {
    if (!fits(source, place)) return [];
    const text = mentionText(model, place + offset);
    return [{ source, text, label: `Source ${String(place + 1)}, ${source.title}` }];
  });
  if (query !== '') return query === ' ' ? [] : found;
  // In a batch edit the first source is another one in each request.
  const each = { source: null, text: mentionText(model, 0), label: 'The image that is edited' };
  const add = { source: null, text: '', label: 'Add an image…' };
  const hasRoom = sources.length === 0 || sources.length < model.sources.max - offset;
  return [...(offset > 0 ? [each] : []), ...found, ...(hasRoom ? [add] : [])];
}
