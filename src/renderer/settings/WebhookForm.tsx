import type { SubmitEvent } from 'react';
import { useState } from 'react';
import type { Webhook } from '../../shared/webhook';
import { webhookFault } from '../../shared/webhook-rules';
import { settingsCommands } from '../store/studio';
import { Button } from '../ui/Button';
import { Segmented } from '../ui/Segmented';
import { TextField } from '../ui/TextField';
import styles from './Settings.module.css';

const MODES = ['terminal', 'sync'] as const satisfies readonly Webhook['mode'][];
const NAMES = { terminal: 'When it ends', sync: 'Sync' } as const;
const HINTS: Readonly<Record<Webhook['mode'], string>> = {
  terminal: 'The gateway calls the address once, when the request has ended.',
  sync: 'The gateway calls it once, and waits at most 15 s between its own looks at the model.',
};

/** The webhook that submits carry unless they say otherwise; an empty address is none. */
export function WebhookForm({ stored }: Readonly<{ stored: Webhook | null }>) {
  const [url, setUrl] = useState(stored?.url ?? '');
  const [mode, setMode] = useState<Webhook['mode']>(stored?.mode ?? 'terminal');
  const [fault, setFault] = useState<string | null>(null);
  const typed = url.trim();
  const dirty = typed !== (stored?.url ?? '') || (typed !== '' && mode !== stored?.mode);
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!dirty) return;
    const wrong = typed === '' ? null : webhookFault(typed);
    setFault(wrong ?? (await settingsCommands.change({ webhook: typed === '' ? null : { url: typed, mode } })));
  };
  return (
    <form className={styles.block} onSubmit={(event) => void save(event)}>
      <TextField
        label="Webhook address"
        type="text"
        inputMode="url"
        placeholder="https://example.com/hook"
        value={url}
        fault={fault}
        hint="Sent with each new request of the live gateway. Empty sends none."
        onChange={(event) => {
          setUrl(event.target.value);
          setFault(null);
        }}
      />
      <div>
        <Segmented label="Webhook mode" values={MODES} value={mode} text={(value) => NAMES[value]} onChange={setMode} />
      </div>
      <p className={styles.hint}>{HINTS[mode]}</p>
      <div>
        <Button type="submit" size="small" variant={dirty ? 'primary' : 'plain'} aria-disabled={!dirty}>
          {typed === '' && stored !== null ? 'Remove webhook' : 'Save webhook'}
        </Button>
      </div>
    </form>
  );
}
