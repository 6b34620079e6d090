import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import type { Result } from '../../shared/result';
import { commands } from '../store/studio';
import { Button } from '../ui/Button';
import styles from './Evidence.module.css';
import { Fold } from './Fold';

type FoundRecipeProps = Readonly<{ id: ImageId; madeWith: string }>;

/** What another program wrote into an imported file of how it was made, as found. */
export function FoundRecipe({ id, madeWith }: FoundRecipeProps) {
  return (
    <Fold title={`Made with ${madeWith}`}>
      <Found key={id} id={id} />
    </Fold>
  );
}

function Found({ id }: Readonly<{ id: ImageId }>) {
  const [answer, setAnswer] = useState<Result<{ readonly text: string | null }> | null>(null);
  useEffect(() => {
    let stale = false;
    void commands.foundIn(id).then((result) => {
      if (!stale) setAnswer(result);
    });
    return () => {
      stale = true;
    };
  }, [id]);
  if (answer === null) return <p className={styles.quiet}>Reading…</p>;
  if (!answer.ok) return <p className={styles.quiet}>{answer.error.message}</p>;
  const { text } = answer.data;
  if (text === null) return <p className={styles.quiet}>Nothing more is kept of it.</p>;
  return (
    <div className={styles.raw}>
      {/* Reached by Tab, so that a long one can be scrolled without a mouse. */}
      <pre tabIndex={0} role="group" aria-label="As found in the file">
        {text}
      </pre>
      <div>
        <Button size="small" onClick={() => void commands.copyText(text, 'Recipe')}>
          <Copy size={13} aria-hidden />
          Copy
        </Button>
      </div>
    </div>
  );
}
