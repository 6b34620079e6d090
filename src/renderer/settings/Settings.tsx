import { store, useStudio } from '../store/studio';
import { Modal } from '../ui/Modal';
import { AppearanceSection } from './AppearanceSection';
import { ConnectionSection } from './ConnectionSection';
import { LibrarySection } from './LibrarySection';
import { PriceSection } from './PriceSection';
import { QueueSection } from './QueueSection';
import styles from './Settings.module.css';

/** Everything a person can set, on one page. */
export function Settings() {
  const open = useStudio((state) => state.dialog === 'settings');
  const version = useStudio((state) => state.version);
  return (
    <Modal title="Settings" width={640} open={open} onClose={() => store.getState().setDialog(null)}>
      <ConnectionSection />
      <LibrarySection />
      <AppearanceSection />
      <QueueSection />
      <PriceSection />
      <p className={styles.version}>Easel {version}</p>
    </Modal>
  );
}
