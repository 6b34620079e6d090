import { Search } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { actionOf } from '../../shared/actions';
import { matchesKey } from '../keys/match-key';
import { store } from '../store/studio';
import { isImeKey } from '../ui/ime';
import { actionEntries, placeEntries, searchEntries, settingsEntries, templateEntries } from './entries';
import type { Entry } from './entry';
import { grouped, listing } from './listing';
import { Line } from './Line';
import styles from './Palette.module.css';
import { noteRecent, readRecent } from './recent';
import { usePrompts } from './use-prompts';

/** Lines that Page Up and Page Down go. */
const PAGE = 8;

type ChooserProps = Readonly<{
  onClose: () => void;
  onChoose: (run: () => void) => void;
}>;

/** The field and the lines below it. What there is to choose from is as it was when the palette opened. */
export function Chooser({ onClose, onChoose }: ChooserProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  /** Null is the first line, whichever that is. */
  const [marked, setMarked] = useState<string | null>(null);
  const [offer] = useState(offerNow);
  const prompts = usePrompts(typed);
  const entries = useMemo(() => listing({ ...offer, prompts }, typed), [offer, prompts, typed]);
  const at = Math.max(
    0,
    entries.findIndex((entry) => entry.id === marked),
  );
  const active = entries[at];

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active?.id, typed]);

  const choose = (entry: Entry | undefined): void => {
    if (!entry) return;
    if (entry.why !== null) {
      setMarked(entry.id);
      store.getState().say(entry.why);
      return;
    }
    if (entry.group !== 'Search' && entry.group !== 'Prompts') noteRecent(localStorage, entry.id);
    onChoose(entry.run);
  };
  const move = (by: number, around: boolean): void => {
    const to = around
      ? (at + by + entries.length) % entries.length
      : Math.min(Math.max(at + by, 0), entries.length - 1);
    setMarked(entries[to]?.id ?? null);
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (isImeKey(event.nativeEvent)) return;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(1, true),
      ArrowUp: () => move(-1, true),
      PageDown: () => move(PAGE, false),
      PageUp: () => move(-PAGE, false),
      Enter: () => choose(active),
      Tab: () => undefined,
    };
    const mac = store.getState().platform === 'darwin';
    const toggles = actionOf('palette').keys.some((key) => matchesKey(key, event.nativeEvent, mac));
    const act = toggles ? onClose : moves[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <>
      <div className={styles.field}>
        <Search size={15} aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label="Command palette"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={active && `${id}-${String(at)}`}
          aria-autocomplete="list"
          placeholder="Search actions, prompts, templates and places; “>” for actions alone"
          spellCheck={false}
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setMarked(null);
          }}
          onKeyDown={keyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} className={styles.list} role="listbox" aria-label="Results">
        {grouped(entries).map(({ group, entries: lines }, place) => (
          <div key={group} role="group" aria-labelledby={`${id}-group-${String(place)}`}>
            <div id={`${id}-group-${String(place)}`} className={styles.heading} role="presentation">
              {group}
            </div>
            {lines.map((entry) => (
              <Line
                key={entry.id}
                id={`${id}-${String(entries.indexOf(entry))}`}
                entry={entry}
                isMarked={entry === active}
                onMark={setMarked}
                onChoose={choose}
              />
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 && <p className={styles.none}>No action is named “{typed.replace('>', '').trim()}”.</p>}
    </>
  );
}

/** Everything that can be chosen, as it stands when the palette opens. */
function offerNow() {
  const state = store.getState();
  return {
    actions: actionEntries(state),
    templates: templateEntries(state),
    places: placeEntries(state),
    settings: settingsEntries(),
    searches: searchEntries,
    recent: readRecent(localStorage),
  };
}
