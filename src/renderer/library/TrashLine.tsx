import { useEffect, useMemo } from 'react';
import { isImageCell } from '../store/selection';
import { whyNoChange } from '../store/connection';
import { imagesOf } from '../store/query';
import { commands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { focusOn } from '../ui/focus';
import { imageCount } from '../ui/format';
import styles from './Library.module.css';

/** What becomes of the images in the trash, and the ways out of it. */
export function TrashLine() {
  const days = useStudio((state) => state.settings.trashDays);
  const locked = useStudio(whyNoChange);
  const selected = useStudio((state) => state.selected);
  const index = useStudio((state) => state.index);
  const chosen = useMemo(() => (index ? imagesOf(index, [...selected].filter(isImageCell)) : []), [index, selected]);
  // Its buttons go with the last image, and one of them had the keys.
  useEffect(
    () => () => {
      if (document.activeElement === document.body) focusOn('grid');
    },
    [],
  );
  const stay =
    days === null
      ? 'Images stay here until the trash is emptied.'
      : `Images stay here for ${days === 1 ? 'one day' : `${String(days)} days`}.`;
  return (
    <div className={styles.trashLine}>
      <p>{stay}</p>
      <Button
        size="small"
        disabled={chosen.length === 0 || locked !== null}
        title={locked ?? undefined}
        onClick={() => void commands.restore(chosen)}
      >
        {chosen.length === 0 ? 'Restore' : `Restore ${imageCount(chosen.length)}`}
      </Button>
      <Button
        size="small"
        disabled={locked !== null}
        title={locked ?? undefined}
        onClick={() => void commands.emptyTrash(null)}
      >
        Empty trash…
      </Button>
    </div>
  );
}
