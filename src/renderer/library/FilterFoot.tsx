import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { filterCount, isSmartEdited } from '../store/asking';
import { commands, store, useStudio } from '../store/studio';
import { isSmart } from '../store/view';
import { Button } from '../ui/Button';
import { InlineName } from '../ui/InlineName';
import styles from './Filter.module.css';

/** What can be done with the filter as a whole. */
export function FilterFoot() {
  const asks = useStudio((state) => filterCount(state.filter) > 0 || state.search.trim() !== '');
  const set = useStudio((state) => filterCount(state.filter) > 0);
  const edited = useStudio(isSmartEdited);
  const smart = useStudio((state) => state.lists.smart.find(({ id }) => id === state.query?.view));
  const [naming, setNaming] = useState(false);
  const save = useRef<HTMLButtonElement>(null);
  const named = (): void => {
    // Drawn at once: the keys go back to the button, and not into the field that is about to go.
    flushSync(() => setNaming(false));
    if (document.activeElement === document.body) save.current?.focus();
  };
  if (naming) {
    return (
      <div className={styles.foot}>
        <InlineName
          label="Name of the smart collection"
          value=""
          placeholder="Name of the smart collection"
          className={styles.naming}
          onCancel={named}
          onDone={async (name) => {
            const fault = await commands.saveSmart(null, name);
            if (fault === null) named();
            return fault;
          }}
        />
      </div>
    );
  }
  return (
    <div className={styles.foot}>
      {smart && edited && isSmart(smart.id) && (
        <Button size="small" onClick={() => void commands.saveSmart(smart.id, smart.name)}>
          Save in “{smart.name}”
        </Button>
      )}
      <Button ref={save} size="small" disabled={!asks} onClick={() => setNaming(true)}>
        Save as smart collection…
      </Button>
      <Button size="small" variant="quiet" disabled={!set} onClick={() => store.getState().clearFilter()}>
        Clear
      </Button>
    </div>
  );
}
