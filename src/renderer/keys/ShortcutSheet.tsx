import type { RefObject } from 'react';
import { useMemo, useRef, useState } from 'react';
import { ACTION_GROUPS } from '../../shared/actions';
import type { AppState } from '../../shared/app-state';
import { useStudioFields } from '../store/studio';
import { keyText } from '../ui/key-text';
import { Modal } from '../ui/Modal';
import controls from '../ui/controls.module.css';
import { sheetOf } from './sheet';
import styles from './ShortcutSheet.module.css';

/** All keys on one sheet. */
export function ShortcutSheet() {
  const { dialog, setDialog, platform } = useStudioFields((state) => ({
    dialog: state.dialog,
    setDialog: state.setDialog,
    platform: state.platform,
  }));
  const field = useRef<HTMLInputElement>(null);
  return (
    <Modal
      title="Keyboard shortcuts"
      width={760}
      filled
      open={dialog === 'shortcuts'}
      initialFocus={field}
      onClose={() => setDialog(null)}
    >
      <Sheet platform={platform} field={field} />
    </Modal>
  );
}

type SheetProps = Readonly<{ platform: AppState['platform']; field: RefObject<HTMLInputElement | null> }>;

function Sheet({ platform, field }: SheetProps) {
  const [search, setSearch] = useState('');
  const rows = useMemo(() => sheetOf(platform, search), [platform, search]);
  return (
    <div className={styles.sheet}>
      <div className={styles.search}>
        <input
          ref={field}
          type="search"
          className={controls.input}
          aria-label="Search shortcuts"
          placeholder="Search by name or key"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <div className={styles.body} role="region" aria-label="Shortcuts" tabIndex={0}>
        <div className={styles.groups}>
          {ACTION_GROUPS.filter((group) => rows.some((row) => row.group === group)).map((group) => (
            <section key={group} className={styles.group}>
              <h3>{group}</h3>
              <dl>
                {rows
                  .filter((row) => row.group === group)
                  .map((row) => (
                    <div key={row.label}>
                      <dt>{row.label}</dt>
                      <dd>
                        {row.keys.map((key) => (
                          <kbd key={key}>{keyText(key, platform)}</kbd>
                        ))}
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
        </div>
        <p className={styles.note} role="status">
          {rows.length === 0
            ? `No shortcut is named “${search.trim()}”.`
            : 'Single keys act while the grid or the large view has the focus.'}
        </p>
      </div>
    </div>
  );
}
