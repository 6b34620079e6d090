import { requestWords } from '../store/submit-commands';
import { commands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { actionKey } from '../ui/key-text';
import { Tip } from '../ui/Tip';
import styles from './Parameters.module.css';

type GoButtonProps = Readonly<{
  isEdit: boolean;
  /** How many requests the draft stands for. */
  total: number;
  /** They are too many. */
  tooMany: boolean;
  /** Their table is open: another press closes it. What sends them lies elsewhere, so that a double click can't. */
  reviewing: boolean;
}>;

/** The one primary action. A press while one is being handed over does nothing; several requests are looked at first. */
export function GoButton({ isEdit, total, tooMany, reviewing }: GoButtonProps) {
  const submitting = useStudio((state) => state.submitting);
  const platform = useStudio((state) => state.platform);
  const one = isEdit ? 'Edit' : 'Generate';
  const many = `Review ${total === Infinity ? '∞' : total.toLocaleString('en')}…`;
  return (
    <Tip text={total > 1 ? 'See what will be sent' : one} keys={actionKey('generate', platform)}>
      <Button
        variant={reviewing ? 'plain' : 'primary'}
        className={styles.button}
        aria-label={total > 1 ? `Review ${requestWords(total)}` : undefined}
        aria-expanded={total > 1 ? reviewing : undefined}
        aria-disabled={submitting || tooMany}
        onClick={({ detail }) => {
          // The second press of a double click: what it sent would be paid again.
          if (detail > 1) return;
          if (reviewing) commands.closeReview();
          else void commands.submit();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !reviewing) return;
          event.preventDefault();
          commands.closeReview();
        }}
      >
        {total > 1 ? many : one}
      </Button>
    </Tip>
  );
}
