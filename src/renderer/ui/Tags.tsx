import type { KeyboardEvent } from 'react';
import { useId, useRef, useState } from 'react';
import { isImeKey } from './ime';
import type { SharedTag } from './tag-words';
import { has, offeredTags, typedTags } from './tag-words';
import type { TagsEverywhere } from './TagChip';
import { TagChip } from './TagChip';
import styles from './Tags.module.css';

type TagsProps = Readonly<{
  /** Of the field, for commands that go there. */
  id: string;
  tags: readonly SharedTag[];
  /** All that there are; some of them are offered while one is typed. `listName` says where they are from. */
  known: readonly { readonly tag: string }[];
  listName: string;
  /** Why nothing can be changed; null when it can. */
  locked: string | null;
  onAdd: (tags: readonly string[]) => void;
  onRemove: (tag: string) => void;
  /** Escape in the empty field. */
  onLeave: () => void;
  /** Left out where tags can't be changed everywhere at once. */
  everywhere?: TagsEverywhere;
}>;

/** The tags of one thing or of several, with a field for more: Enter or a comma adds, Backspace in the empty field takes the last away. */
export function Tags({ tags, locked, onAdd, onRemove, everywhere, ...field }: TagsProps) {
  const input = useRef<HTMLInputElement>(null);
  const onAll = tags.filter((tag) => tag.onAll).map(({ tag }) => tag);
  return (
    <section aria-label="Tags">
      <h2>Tags</h2>
      <div className={styles.tags}>
        {tags.length > 0 && (
          <ul className={styles.chips}>
            {tags.map((tag) => (
              <TagChip
                key={tag.tag}
                tag={tag}
                locked={locked}
                everywhere={everywhere}
                onRemove={() => {
                  onRemove(tag.tag);
                  input.current?.focus();
                }}
              />
            ))}
          </ul>
        )}
        <TagField
          {...field}
          input={input}
          given={onAll}
          locked={locked}
          onAdd={onAdd}
          onRemoveLast={() => {
            const last = tags.at(-1);
            if (last) onRemove(last.tag);
          }}
        />
      </div>
    </section>
  );
}

type TagFieldProps = Omit<TagsProps, 'tags' | 'onRemove'> &
  Readonly<{
    input: React.RefObject<HTMLInputElement | null>;
    given: readonly string[];
    onRemoveLast: () => void;
  }>;

function TagField({ id: fieldId, input, known, listName, given, locked, onAdd, onRemoveLast, onLeave }: TagFieldProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(-1);
  const offered = offeredTags(known, text, given);
  const chosen = offered[Math.min(at, offered.length - 1)];

  const add = (typed: string): void => {
    // The spelling that is there already stays.
    const wanted = typedTags(typed)
      .map((tag) => known.find((other) => has([other.tag], tag))?.tag ?? tag)
      .filter((tag) => !has(given, tag));
    setText('');
    setAt(-1);
    if (wanted.length > 0) onAdd(wanted);
  };
  const keyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (isImeKey(event.nativeEvent)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && offered.length > 0) {
      const next = at + step;
      setAt(next < -1 ? offered.length - 1 : next >= offered.length ? -1 : next);
    } else if (event.key === 'Enter') add(chosen ?? text);
    else if (event.key === 'Tab' && chosen !== undefined) add(chosen);
    else if (event.key === 'Backspace' && text === '' && !event.repeat) onRemoveLast();
    else if (event.key === 'Escape' && text === '') onLeave();
    else if (event.key === 'Escape') {
      setText('');
      setAt(-1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.field}>
      <input
        ref={input}
        id={fieldId}
        type="text"
        role="combobox"
        aria-label="Add tag"
        aria-expanded={offered.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen}`}
        aria-autocomplete="list"
        placeholder="add…"
        maxLength={1000}
        autoComplete="off"
        disabled={locked !== null}
        title={locked ?? undefined}
        value={text}
        onChange={(event) => {
          const typed = event.target.value;
          setAt(-1);
          if (/[,，、،\n]/u.test(typed) && !isComposing(event.nativeEvent)) add(typed);
          else setText(typed);
        }}
        onKeyDown={keyDown}
        // A command that comes here does not scroll.
        onFocus={(event) => event.currentTarget.scrollIntoView({ block: 'nearest' })}
        onBlur={() => add(text)}
      />
      {offered.length > 0 && (
        <ul id={`${id}-list`} role="listbox" aria-label={listName} className={styles.offered}>
          {offered.map((tag, place) => (
            <li
              key={tag}
              id={`${id}-${tag}`}
              role="option"
              aria-selected={place === at}
              // The field must not lose the focus to what it offers.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => add(tag)}
            >
              {tag}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function isComposing(event: Event): boolean {
  return event instanceof InputEvent && event.isComposing;
}
