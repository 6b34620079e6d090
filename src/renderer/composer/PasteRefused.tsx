import { Button } from '../ui/Button';
import styles from './Composer.module.css';
import type { TooMuch } from './use-paste-limit';

type PasteRefusedProps = Readonly<{
  refused: TooMuch;
  limit: number;
  /** Takes the lines as a list of prompts. */
  onList: (lines: readonly string[]) => void;
}>;

/** Why a text did not go into the field, and what else can be done with it. */
export function PasteRefused({ refused: { length, list }, limit, onList }: PasteRefusedProps) {
  const [much, most] = [length, limit].map((count) => count.toLocaleString('en'));
  return (
    <p className={styles.refused} role="alert">
      {`${much} characters are too many for a prompt (${most}).`}
      {list && (
        <Button size="small" onClick={() => onList(list)}>
          As a list of prompts
        </Button>
      )}
    </p>
  );
}
