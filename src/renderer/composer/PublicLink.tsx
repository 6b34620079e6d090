import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { sourceLinkFault } from '../../shared/source-link';
import { commands } from '../store/studio';
import { Button } from '../ui/Button';
import { TextField } from '../ui/TextField';
import styles from './SourcePanels.module.css';
import type { SourceThumb } from './use-source-thumbs';

type PublicLinkProps = Readonly<{ source: SourceThumb; number: number; onClose: () => void }>;

/** Takes a public address of a source, which is then sent as it stands instead of the picture. */
export function PublicLink({ source: { id, link, crop }, number, onClose }: PublicLinkProps) {
  const [typed, setTyped] = useState(link ?? '');
  const [fault, setFault] = useState<string | null>(null);
  const send = (to: string | null): void => {
    commands.chooseSource(id, { link: to });
    onClose();
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = sourceLinkFault(typed);
    setFault(found);
    if (found === null) send(typed.trim());
  };
  const hint = crop
    ? 'The gateway fetches the whole picture from there: the crop is given up.'
    : 'The gateway fetches the picture from there; it must be this very one.';
  return (
    <form
      className={styles.panel}
      aria-label={`Public link of source ${String(number)}`}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <TextField
        label="Public link"
        type="url"
        placeholder="https://"
        maxLength={2000}
        autoFocus
        value={typed}
        fault={fault}
        hint={hint}
        onChange={(event) => {
          setTyped(event.target.value);
          setFault(null);
        }}
      />
      <div className={styles.buttons}>
        <Button size="small" variant="primary" type="submit">
          Send this link
        </Button>
        {link !== null && (
          <Button size="small" onClick={() => send(null)}>
            Send the picture
          </Button>
        )}
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
