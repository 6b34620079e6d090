import type { KeyboardEvent } from 'react';
import { useMemo, useRef, useState } from 'react';
import type { Draft } from '../../shared/draft';
import type { PromptProblem } from '../../shared/expansion';
import type { SourceMention } from '../../shared/source-mentions';
import { mentionsIn } from '../../shared/source-mentions';
import { modelOf } from '../store/draft';
import { MOST_TEXT } from '../store/list-commands';
import { commands, store, useStudio } from '../store/studio';
import { FOCUS_ID, writeInPrompt } from '../ui/focus';
import { isImeKey } from '../ui/ime';
import styles from './Composer.module.css';
import { MENTION_LIST, MentionList } from './MentionList';
import { PasteRefused } from './PasteRefused';
import { PromptMirror } from './PromptMirror';
import { historyStep } from './undo-keys';
import { useCompletion } from './use-completion';
import { stepBack, useFieldHistory } from './use-field-history';
import { useFieldPlace } from './use-field-place';
import { useMention } from './use-mention';
import { usePasteLimit } from './use-paste-limit';
import type { SourceThumb } from './use-source-thumbs';
import { useUndoFence } from './use-undo-fence';
import { useWalk } from './use-walk';

type PromptFieldProps = Readonly<{
  draft: Draft;
  /** Those of the draft: an `@` names one. */
  sources: readonly SourceThumb[];
  placeholder: string;
  /** Most characters of one prompt. */
  limit: number;
  /** Places in the text that something is said about. */
  problems: readonly PromptProblem[];
  invalid: boolean;
  describedBy?: string | undefined;
  onLeave: () => void;
}>;

/**
 * The prompt of the tab that is shown. Grows with its text; Escape gives the focus back to the images, Up in an empty field
 * walks the history, Right at the end takes what an earlier prompt proposes. Its undo is our own, see `TextHistory`.
 */
export function PromptField({
  draft,
  sources,
  placeholder,
  limit,
  problems,
  invalid,
  describedBy,
  onLeave,
}: PromptFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const mac = useStudio((state) => state.platform === 'darwin');
  const { id, recipe } = draft;
  useFieldHistory(field, id);
  useUndoFence(mac);
  const keepPlace = useFieldPlace(field, id);
  const mention = useMention(draft, sources, cursor);
  const completion = useCompletion(draft, cursor === recipe.prompt.length && !mention);
  const model = modelOf(recipe);
  const mentions = useMemo(() => mentionsIn(model, recipe.prompt), [model, recipe.prompt]);
  const refused = usePasteLimit(field, draft, limit);
  const walk = useWalk(draft);

  const follow = (): void => {
    const element = field.current;
    if (!element) return;
    keepPlace();
    setCursor(document.activeElement === element ? cursorOf(element) : null);
    if (mirror.current) mirror.current.scrollTop = element.scrollTop;
  };
  /** True when the key is used up. */
  const act = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    const step = historyStep(event, mac);
    if (step) {
      stepBack(id, step);
      return true;
    }
    if (mention?.press(event)) return true;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    if (event.key === 'Backspace') return removeMention(event.currentTarget, mentions);
    if (event.key === 'Escape') {
      onLeave();
      return true;
    }
    if (!isAtEnd(event.currentTarget)) return false;
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') return walk(event.key === 'ArrowUp' ? 1 : -1);
    if (event.key !== 'ArrowRight' || !completion) return false;
    writeInPrompt(completion.rest);
    store.getState().editDraft({ basedOn: completion.id });
    return true;
  };
  return (
    <div className={styles.field}>
      {(completion ?? problems.length + mentions.length > 0) && (
        <PromptMirror
          ref={mirror}
          text={recipe.prompt}
          problems={problems}
          mentions={mentions}
          rest={completion?.rest ?? ''}
        />
      )}
      {mention && <MentionList mention={mention} />}
      <textarea
        ref={field}
        id={FOCUS_ID.prompt}
        className={styles.prompt}
        aria-label="Prompt"
        aria-invalid={invalid}
        aria-describedby={describedBy}
        aria-autocomplete={mention ? 'list' : 'inline'}
        aria-controls={mention ? MENTION_LIST : undefined}
        aria-activedescendant={mention ? `${MENTION_LIST}-${String(mention.at)}` : undefined}
        aria-description={completion ? `Right arrow goes on with: ${completion.rest}` : undefined}
        placeholder={placeholder}
        rows={2}
        spellCheck
        maxLength={MOST_TEXT}
        value={recipe.prompt}
        onChange={(event) => {
          store.getState().changeDraft({ prompt: event.target.value });
          follow();
        }}
        onSelect={follow}
        onFocus={follow}
        onBlur={() => {
          // Else the next Tab that comes by would write into the prompt.
          mention?.close();
          follow();
        }}
        onScroll={follow}
        onKeyDown={(event) => {
          if (!isImeKey(event.nativeEvent) && act(event)) event.preventDefault();
        }}
      />
      {refused && <PasteRefused refused={refused} limit={limit} onList={(list) => commands.openList(list)} />}
    </div>
  );
}

/** Where letters would go; null while a part is marked. */
function cursorOf({ selectionStart, selectionEnd }: HTMLTextAreaElement): number | null {
  return selectionStart === selectionEnd ? selectionStart : null;
}

/** A mention is one sign: what is deleted of it is all of it. False when none ends at the cursor. */
function removeMention(field: HTMLTextAreaElement, mentions: readonly SourceMention[]): boolean {
  const cursor = cursorOf(field);
  const mention = mentions.find(({ to }) => to === cursor);
  return mention !== undefined && writeInPrompt('', mention.from, mention.to);
}

function isAtEnd({ selectionStart, selectionEnd, value }: HTMLTextAreaElement): boolean {
  return selectionStart === selectionEnd && selectionEnd === value.length;
}
