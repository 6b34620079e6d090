import { ChevronDown, CircleAlert, Info, X } from 'lucide-react';
import { useState } from 'react';
import type { Notice } from '../shared/app-state';
import styles from './Notices.module.css';
import { commands, useStudio } from './store/studio';
import { Button } from './ui/Button';
import { IconButton } from './ui/IconButton';

const WEIGHT: Readonly<Record<Notice['tone'], number>> = { error: 2, warning: 1, info: 0 };

/**
 * Standing sentences over the centre; each stays until it is dismissed. Several share one line, the gravest and newest
 * first: ten refused files must not push the library out of the window.
 */
export function Notices() {
  const fromMain = useStudio((state) => state.notices);
  const own = useStudio((state) => state.ownNotices);
  const [open, setOpen] = useState(false);
  const notices = [...fromMain, ...own].reverse().sort((a, b) => WEIGHT[b.tone] - WEIGHT[a.tone]);
  const several = notices.length > 1;
  const shown = open ? notices : notices.slice(0, 1);
  return (
    <div className={styles.notices} role="status">
      {shown.map((notice, at) => (
        <div key={notice.id} className={styles.notice} data-tone={notice.tone}>
          {notice.tone === 'info' ? <Info size={15} aria-hidden /> : <CircleAlert size={15} aria-hidden />}
          <p>{notice.message}</p>
          {at === 0 && several && (
            <>
              <Button size="small" variant="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
                {open ? 'Show one' : `${String(notices.length - 1)} more`}
                <ChevronDown size={14} aria-hidden className={open ? styles.up : undefined} />
              </Button>
              <Button size="small" variant="quiet" onClick={() => dismissAll(notices)}>
                Dismiss all
              </Button>
            </>
          )}
          <IconButton label="Dismiss" icon={X} onClick={() => void commands.dismissNotice(notice.id)} />
        </div>
      ))}
    </div>
  );
}

function dismissAll(notices: readonly Notice[]): void {
  for (const { id } of notices) void commands.dismissNotice(id);
}
