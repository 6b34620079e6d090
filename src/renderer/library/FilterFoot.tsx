import { useState } from 'react';
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
  if (naming) {
    return (
      <div className={styles.foot}>
        <InlineName
          label="Name of the smart collection"
          value=""
          placeholder="Name of the smart collection"
          className={styles.naming}
          onCancel={() => setNaming(false)}
          onDone={async (name) => {
            const fault = await commands.saveSmart(null, name);
            if (fault === null) setNaming(false);
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
      <Button size="small" disabled={!asks} onClick={() => setNaming(true)}>
        Save as smart collection…
      </Button>
      <Button size="small" variant="quiet" disabled={!set} onClick={() => store.getState().clearFilter()}>
        Clear
      </Button>
    </div>
  );
}
