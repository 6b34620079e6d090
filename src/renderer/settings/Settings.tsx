import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { SettingsSection } from '../store/settings-sections';
import { SETTINGS_SECTIONS } from '../store/settings-sections';
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
import { SourceSection } from './SourceSection';
import { useSectionInSight } from './use-section-in-sight';
import { WebhookSection } from './WebhookSection';
import { WritingSection } from './WritingSection';

const CONTENT: Readonly<Record<SettingsSection, ReactNode>> = {
  Connection: <ConnectionSection />,
  Network: <NetworkSection />,
  Webhook: <WebhookSection />,
  Sources: <SourceSection />,
  Queue: <QueueSection />,
  Notifications: <NotificationSection />,
  Library: <LibrarySection />,
  Prices: <PriceSection />,
  Writing: <WritingSection />,
  Appearance: <AppearanceSection />,
};

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
  const { inSight, goTo } = useSectionInSight(scroller, SETTINGS_SECTIONS.length);
  const wanted = useRef(useStudio((state) => state.settingsSection));
  useEffect(() => {
    const section = wanted.current;
    if (!scroller || section === null) return;
    wanted.current = null;
    // When the dialog has taken the focus, and remembered where it was.
    requestAnimationFrame(() => goTo(SETTINGS_SECTIONS.indexOf(section)));
  }, [scroller, goTo]);
  return (
    <div className={styles.page}>
      <nav className={styles.nav} aria-label="Sections of the settings">
        <ul>
          {SETTINGS_SECTIONS.map((title, at) => (
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
        {SETTINGS_SECTIONS.map((title) => (
          <Section key={title} title={title}>
            {CONTENT[title]}
          </Section>
        ))}
      </div>
    </div>
  );
}
