import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { settingsCommands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { TextField } from '../ui/TextField';
import styles from './Settings.module.css';

/** Where requests go. A new address is asked back in a native dialog, since the key goes there too. */
export function GatewayField({ address }: Readonly<{ address: string }>) {
  const fixed = useStudio((state) => state.fixed.gateway);
  const [text, setText] = useState(address);
  const [fault, setFault] = useState<string | null>(null);
  const change = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setFault(await settingsCommands.chooseGateway(text));
  };
  return (
    <form className={styles.line} onSubmit={(event) => void change(event)}>
      <TextField
        className={styles.wide ?? ''}
        label="Gateway address"
        type="text"
        inputMode="url"
        value={text}
        fault={fault}
        disabled={fixed}
        hint={fixed ? 'Set from outside for this run.' : 'A key belongs to one address and is never sent to another.'}
        onChange={(event) => {
          setText(event.target.value);
          setFault(null);
        }}
      />
      <Button type="submit" className={styles.besideInput} disabled={fixed}>
        Change
      </Button>
    </form>
  );
}
