import { ArrowUpRight } from 'lucide-react';
import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { commands, settingsCommands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { focusOn } from '../ui/focus';
import { TextField } from '../ui/TextField';
import styles from './Welcome.module.css';

/** The first thing a new person sees: two ways in, and then the composer. */
export function Welcome() {
  const keyState = useStudio((state) => state.key);
  const [key, setKey] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [demoFault, setDemoFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const failed = await settingsCommands.saveKey(key);
    setBusy(false);
    setFault(failed);
    if (failed === null) focusOn('prompt');
  };
  const demo = async (): Promise<void> => {
    const failed = await settingsCommands.chooseDemo();
    setDemoFault(failed);
    if (failed === null) focusOn('prompt');
  };

  return (
    <section className={styles.welcome} aria-labelledby="welcome-title">
      <div className={styles.panel}>
        <h1 id="welcome-title">Welcome to Easel</h1>
        <p className={styles.lead}>
          A studio for Grok Imagine images. Everything you make lands in a library of plain files on this computer.
        </p>
        <div className={styles.ways}>
          <form className={styles.way} onSubmit={(event) => void save(event)}>
            <h2>Use your API key</h2>
            <TextField
              label="API key"
              type="password"
              placeholder="Paste it here"
              value={key}
              fault={fault}
              hint={
                keyState.status === 'unavailable' || keyState.status === 'locked'
                  ? keyState.message
                  : 'Kept in your system’s keychain and sent to your gateway alone.'
              }
              onChange={(event) => {
                setKey(event.target.value);
                setFault(null);
              }}
            />
            <div className={styles.foot}>
              <Button type="submit" variant="primary" aria-disabled={busy}>
                Save key
              </Button>
              <a
                className={styles.link}
                href="#get-a-key"
                title={keyState.origin}
                onClick={(event) => {
                  event.preventDefault();
                  void commands.openConsole();
                }}
              >
                Get a key <ArrowUpRight size={14} aria-hidden />
              </a>
            </div>
          </form>
          <div className={styles.way}>
            <h2>Look around first</h2>
            <p>
              The demo gateway lives inside Easel. It needs no key and no network and costs nothing. Its images are
              drawn by a small program and marked as synthetic.
            </p>
            {demoFault !== null && (
              <p role="alert" className={styles.fault}>
                {demoFault}
              </p>
            )}
            <div className={styles.foot}>
              <Button onClick={() => void demo()}>Use the demo gateway</Button>
            </div>
          </div>
        </div>
        <p className={styles.note}>You can change this at any time in the settings.</p>
      </div>
    </section>
  );
}
