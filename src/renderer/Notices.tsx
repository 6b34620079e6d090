import { CircleAlert, Info, X } from 'lucide-react';
import styles from './Notices.module.css';
import { commands, useStudio } from './store/studio';
import { IconButton } from './ui/IconButton';

/** Standing sentences over the centre; each stays until it is dismissed. */
export function Notices() {
  const fromMain = useStudio((state) => state.notices);
  const own = useStudio((state) => state.ownNotices);
  const notices = [...fromMain, ...own];
  return (
    <div className={styles.notices} role="status">
      {notices.map((notice) => (
        <div key={notice.id} className={styles.notice} data-tone={notice.tone}>
          {notice.tone === 'info' ? <Info size={15} aria-hidden /> : <CircleAlert size={15} aria-hidden />}
          <p>{notice.message}</p>
          <IconButton label="Dismiss" icon={X} onClick={() => void commands.dismissNotice(notice.id)} />
        </div>
      ))}
    </div>
  );
}
