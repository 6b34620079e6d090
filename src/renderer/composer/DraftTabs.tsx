import { Plus, X } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { memo, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Draft } from '../../shared/draft';
import { isEditDraft } from '../store/draft';
import { commands, store } from '../store/studio';
import { returnToPrompt } from '../ui/focus';
import { firstLine } from '../ui/format';
import { useWindowWidth } from '../ui/use-window-width';
import { Tip } from '../ui/Tip';
import styles from './DraftTabs.module.css';
import { useTabDrag } from './use-tab-drag';

type DraftTabsProps = Readonly<{
  drafts: readonly Draft[];
  active: Draft['id'];
  /** How "New draft" is done by key. */
  keys: string;
}>;

/** The open drafts, where there are several: arrows choose, Shift and arrows move, Delete closes, Enter goes to the prompt. */
export function DraftTabs({ drafts, active, keys }: DraftTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const drag = useTabDrag(list);
  const width = useWindowWidth();
  useEffect(() => {
    document.getElementById(tabId(active))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, drafts.length, width]);
  return (
    <div className={styles.strip}>
      <div
        ref={list}
        role="tablist"
        aria-label="Drafts"
        className={styles.tabs}
        onWheel={(event) => {
          if (list.current && event.deltaX === 0) list.current.scrollLeft += event.deltaY;
        }}
      >
        {drafts.map((draft) => (
          <Tab key={draft.id} draft={draft} selected={draft.id === active} onDrag={drag} />
        ))}
      </div>
      <NewDraft keys={keys} />
    </div>
  );
}

/** Opens another draft beside the one that is shown. */
export function NewDraft({ keys }: Readonly<{ keys: string }>) {
  const press = (): void => {
    commands.newDraft();
    commands.focusPrompt();
  };
  return (
    <Tip text="New draft" keys={keys}>
      <button type="button" className={styles.add} aria-label="New draft" onClick={press}>
        <Plus size={15} strokeWidth={1.75} aria-hidden />
      </button>
    </Tip>
  );
}

type TabProps = Readonly<{
  draft: Draft;
  selected: boolean;
  onDrag: (id: Draft['id'], event: PointerEvent) => void;
}>;

/** Drawn anew only when its own draft changes: there may be a hundred beside the one that is typed in. */
const Tab = memo(function Tab({ draft, selected, onDrag }: TabProps) {
  const { id } = draft;
  const close = (): void => {
    const hadFocus = document.activeElement?.id === tabId(id);
    flushSync(() => commands.closeDraft(id));
    if (hadFocus) focusTab();
    // A prompt that had the keys is gone with its tab: the one that is shown now has them.
    else if (document.activeElement === document.body) returnToPrompt();
  };
  return (
    <div className={styles.tab} data-selected={selected ? '' : undefined} role="none">
      <button
        type="button"
        id={tabId(id)}
        role="tab"
        aria-selected={selected}
        tabIndex={selected ? 0 : -1}
        aria-keyshortcuts="Delete"
        onPointerDown={(event) => {
          if (event.button === 0) commands.showDraft(id);
          onDrag(id, event);
        }}
        onClick={() => {
          commands.showDraft(id);
          returnToPrompt();
        }}
        onAuxClick={(event) => {
          if (event.button === 1) close();
        }}
        onKeyDown={(event) => {
          if (tabKey(event, id, close)) event.preventDefault();
        }}
      >
        {tabName(draft)}
      </button>
      {/* For the pointer alone: keys have Delete here and the closing of a draft everywhere. */}
      <span
        className={styles.close}
        title="Close draft"
        aria-hidden
        onMouseDown={(event) => event.preventDefault()}
        onClick={close}
        onAuxClick={(event) => {
          if (event.button === 1) close();
        }}
      >
        <X size={12} strokeWidth={2} />
      </span>
    </div>
  );
});

/** True when the key is used up. */
function tabKey(event: KeyboardEvent, id: Draft['id'], close: () => void): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { drafts } = store.getState();
  const at = drafts.findIndex((draft) => draft.id === id);
  const show = (place: number): boolean => {
    const next = drafts[(place + drafts.length) % drafts.length];
    // At once, here and below: a key right behind this one means the tab that is shown then.
    if (next) flushSync(() => commands.showDraft(next.id));
    focusTab();
    return true;
  };
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const step = event.key === 'ArrowLeft' ? -1 : 1;
      if (!event.shiftKey) return show(at + step);
      flushSync(() => commands.moveDraft(id, step));
      focusTab();
      return true;
    }
    case 'Home':
      return show(0);
    case 'End':
      return show(drafts.length - 1);
    case 'Delete':
      close();
      return true;
    case 'Escape':
      returnToPrompt();
      return true;
    default:
      return false;
  }
}

/** Gives the keys to the tab that is shown, or to the prompt where there is only one draft left. */
function focusTab(): void {
  const tab = document.getElementById(tabId(store.getState().activeDraft));
  if (tab) tab.focus();
  else returnToPrompt();
}

/** The id of a tab's element. */
function tabId(id: Draft['id']): string {
  return `easel-tab-${id}`;
}

/** What a draft is called: its first words. */
function tabName(draft: Draft): string {
  const line = firstLine(draft.recipe.prompt);
  if (line !== '')
    return line.length > 40
      ? `${line
          .slice(0, 39)
          .replace(/[\uD800-\uDBFF]$/u, '')
          .trimEnd()}…`
      : line;
  return isEditDraft(draft) ? 'New edit' : 'New draft';
}
