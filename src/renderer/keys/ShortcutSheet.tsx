import { useStudioFields } from '../store/studio';
import { keyText } from '../ui/key-text';
import { Modal } from '../ui/Modal';
import { ACTIONS } from './actions';
import styles from './ShortcutSheet.module.css';

/** All keys on one sheet. */
export function ShortcutSheet() {
  const { dialog, setDialog, platform } = useStudioFields((state) => ({
    dialog: state.dialog,
    setDialog: state.setDialog,
    platform: state.platform,
  }));
  const groups = [...new Set(ACTIONS.map((action) => action.group))];
  return (
    <Modal title="Keyboard shortcuts" width={680} open={dialog === 'shortcuts'} onClose={() => setDialog(null)}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            <dl>
              {ACTIONS.filter((action) => action.group === group).map((action) => (
                <div key={action.id}>
                  <dt>{action.label}</dt>
                  <dd>
                    {action.keys.map((key) => (
                      <kbd key={key}>{keyText(key, platform)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles.note}>Single keys act while the grid or the large view has the focus.</p>
    </Modal>
  );
}
