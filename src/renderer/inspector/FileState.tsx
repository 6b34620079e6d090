import { Trash2, TriangleAlert } from 'lucide-react';
import type { LibraryImage } from '../../shared/image';
import { commands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { dateAndTime } from '../ui/format';
import { useNow } from '../ui/use-now';
import { daysLeft } from './days-left';
import styles from './Inspector.module.css';

/** What is special about an image's file: in the trash, or not in its place. Nothing for the usual one. */
export function FileState({ image }: Readonly<{ image: LibraryImage }>) {
  return (
    <>
      {image.trashedAt !== null && <InTrash image={image} trashedAt={image.trashedAt} />}
      {image.missing && <Missing />}
    </>
  );
}

function InTrash({ image, trashedAt }: Readonly<{ image: LibraryImage; trashedAt: number }>) {
  const days = useStudio((state) => state.settings.trashDays);
  const now = useNow(false);
  return (
    <div className={styles.special}>
      <Trash2 size={14} aria-hidden />
      <p>
        In the trash since {dateAndTime(trashedAt)}. {daysLeft(trashedAt, days, now)}
      </p>
      <Button size="small" onClick={() => void commands.restore([image.id])}>
        Restore
      </Button>
    </div>
  );
}

function Missing() {
  return (
    <div className={styles.special} data-tone="problem">
      <TriangleAlert size={14} aria-hidden />
      <p>
        The file is not in its place. Put it anywhere into the library’s folder, under any name: a check finds it by its
        content.
      </p>
      <Button size="small" onClick={() => void commands.checkLibrary()}>
        Check now
      </Button>
    </div>
  );
}
