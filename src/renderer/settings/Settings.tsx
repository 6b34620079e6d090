import type { ReactNode } from 'react';
import { useState } from 'react';
import { store, useStudio } from '../store/studio';
import { Modal } from '../ui/Modal';
import { AppearanceSection } from './AppearanceSection';
import { ConnectionSection } from './ConnectionSection';
import { LibrarySection } from './LibrarySection';
import { NetworkSection } from './NetworkSection';
import { NotificationSection } from './NotificationSection';
import { PriceSection } from './PriceSection';
import { QueueSection } from './QueueSection';
import { Section } from './Section';
import styles from './Settings.module.css';
import { useSectionInSight } from './use-section-in-sight';
import { WebhookSection } from './WebhookSection';

const SECTIONS: readonly { readonly title: string; readonly content: ReactNode }[] = [
  { title: 'Connection', content: <ConnectionSection /> },
  { title: 'Network', content: <NetworkSection /> },
  { title: 'Webhook', content: <WebhookSection /> },
  { title: 'Queue', content: <QueueSection /> },
  { title: 'Notifications', content: <NotificationSection /> },
  { title: 'Library', content: <LibrarySection /> },
  { title: 'Prices', content: <PriceSection /> },
  { title: 'Appearance', content: <AppearanceSection /> },
];

/** Everything a person can set, on one page with its headings at the left. */
export function Settings() {
  const open = useStudio((state) => state.dialog === 'settings');
  return (
    <Modal title="Settings" width={760} filled open={open} onClose={() => store.getState().setDialog(null)}>
      <Page />
    </Modal>
  );
}

function Page() {
  const version = useStudio((state) => state.version);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const { inSight, goTo } = useSectionInSight(scroller, SECTIONS.length);
  return (
    <div className={styles.page}>
      <nav className={styles.nav} aria-label="Sections of the settings">
        <ul>
          {SECTIONS.map(({ title }, at) => (
            <li key={title}>
              <button type="button" aria-current={at === inSight ? 'true' : undefined} onClick={() => goTo(at)}>
                {title}
              </button>
            </li>
          ))}
        </ul>
        <p className={styles.version}>Easel {version}</p>
      </nav>
      <div ref={setScroller} className={styles.sections}>
        {SECTIONS.map(({ title, content }) => (
          <Section key={title} title={title}>
            {content}
          </Section>
        ))}
      </div>
    </div>
  );
}
