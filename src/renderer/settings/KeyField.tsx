import { Eye, EyeOff } from 'lucide-react';
import type { SubmitEvent } from 'react';
import { useState } from 'react';
import type { KeyTest } from '../../shared/key';
import { commands, settingsCommands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { TextField } from '../ui/TextField';
import styles from './Settings.module.css';

/** The API key: in, out and tested; it never comes back to this page. */
export function KeyField() {
  const state = useStudio((studio) => studio.key);
  const [key, setKey] = useState('');
  const [visible, setVisible] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [test, setTest] = useState<KeyTest | 'running' | null>(null);
  const held = state.status === 'stored' || state.status === 'session';

  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTest(null);
    const failed = await settingsCommands.saveKey(key);
    setFault(failed);
    if (failed !== null) return;
    setKey('');
    setVisible(false);
  };
  const remove = async (): Promise<void> => {
    setTest(null);
    setFault(await settingsCommands.removeKey());
  };
  const tryKey = async (): Promise<void> => {
    setTest('running');
    setTest(await settingsCommands.testKey());
  };

  return (
    <form className={styles.block} onSubmit={(event) => void save(event)}>
      <div className={styles.line}>
        <TextField
          className={styles.wide ?? ''}
          label="API key"
          type={visible ? 'text' : 'password'}
          placeholder={held ? 'Paste another key to replace it' : 'Paste your key'}
          value={key}
          fault={fault}
          hint={state.message}
          onChange={(event) => {
            setKey(event.target.value);
            setFault(null);
          }}
        />
        <IconButton
          className={styles.eye}
          label={visible ? 'Hide what is typed' : 'Show what is typed'}
          icon={visible ? EyeOff : Eye}
          aria-pressed={visible}
          onClick={() => setVisible(!visible)}
        />
      </div>
      <div className={styles.line}>
        <Button type="submit" variant={held && key === '' ? 'plain' : 'primary'} size="small">
          Save key
        </Button>
        {held && (
          <Button size="small" aria-disabled={test === 'running'} onClick={() => void tryKey()}>
            Test key
          </Button>
        )}
        {held && (
          <Button size="small" onClick={() => void remove()}>
            Remove key
          </Button>
        )}
        {!held && (
          <Button size="small" variant="quiet" onClick={() => void commands.openConsole()}>
            Get a key
          </Button>
        )}
      </div>
      <p role="status" className={styles.test} data-verdict={test === null || test === 'running' ? '' : test.verdict}>
        {test === 'running' ? 'Asking the gateway, without cost…' : test?.message}
      </p>
    </form>
  );
}
