import { useState } from 'react';
import { checksSpelling } from '../../shared/spelling';
import { settingsCommands, useStudioFields } from '../store/studio';
import { Switch } from '../ui/Switch';
import styles from './Settings.module.css';

/** Help with writing prompts. */
export function WritingSection() {
  const { spellCheck, platform } = useStudioFields((state) => ({
    spellCheck: state.settings.spellCheck,
    platform: state.platform,
  }));
  const [fault, setFault] = useState<string | null>(null);
  return (
    <>
      <Switch
        label="Check spelling"
        hint={
          platform === 'darwin'
            ? 'By the system, on this machine.'
            : 'On this machine. The dictionary of your language is fetched once, from a server of Google’s.'
        }
        checked={checksSpelling(spellCheck, platform)}
        onChange={(on) => void settingsCommands.change({ spellCheck: on }).then(setFault)}
      />
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </>
  );
}
