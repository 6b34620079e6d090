import { commands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { keyText } from '../ui/key-text';
import { Tip } from '../ui/Tip';
import styles from './Parameters.module.css';

/** The one primary action. A press while one is being handed over does nothing. */
export function GoButton({ isEdit }: Readonly<{ isEdit: boolean }>) {
  const submitting = useStudio((state) => state.submitting);
  const platform = useStudio((state) => state.platform);
  return (
    <Tip text={isEdit ? 'Edit' : 'Generate'} keys={keyText('Mod+Enter', platform)}>
      <Button
        variant="primary"
        className={styles.button}
        aria-disabled={submitting}
        onClick={() => void commands.submit()}
      >
        {isEdit ? 'Edit' : 'Generate'}
      </Button>
    </Tip>
  );
}
