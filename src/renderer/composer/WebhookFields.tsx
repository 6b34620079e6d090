import { useState } from 'react';
import type { DraftWebhook } from '../../shared/draft';
import type { Webhook } from '../../shared/webhook';
import { webhookFault } from '../../shared/webhook-rules';
import { draftOf } from '../store/draft';
import { useStudioFields } from '../store/studio';
import controls from '../ui/controls.module.css';
import { webhookHost } from '../ui/job-words';
import { Segmented } from '../ui/Segmented';
import { TextField } from '../ui/TextField';
import styles from './Delivery.module.css';

const MODES = ['terminal', 'sync'] as const;
const MODE_WORDS = { terminal: 'When it ends', sync: 'Sync' } as const;

/** Which webhook this submit carries. `stored` is that of the settings. */
export function WebhookFields({ stored }: Readonly<{ stored: Webhook | null }>) {
  const { webhook, fault, changeWebhook } = useStudioFields((state) => ({
    webhook: draftOf(state).webhook,
    fault: state.faults.find(({ field }) => field === 'webhook')?.message ?? null,
    changeWebhook: state.changeWebhook,
  }));
  // An address that is only half typed is no fault yet.
  const [left, setLeft] = useState(true);
  // Without one in the settings "as in the settings" and "none" are the same.
  const uses = stored === null ? (['profile', 'own'] as const) : (['profile', 'none', 'own'] as const);
  const value = stored === null && webhook.use === 'none' ? 'profile' : webhook.use;
  return (
    <div className={styles.webhook}>
      <span className={controls.label}>Webhook</span>
      <Segmented<DraftWebhook['use']>
        label="Webhook"
        values={uses}
        value={value}
        text={(use) => choiceText(use, stored)}
        onChange={(use) => changeWebhook({ use })}
      />
      {value === 'profile' && stored !== null && (
        <p className={controls.label}>{`${webhookHost(stored.url)} · ${MODE_WORDS[stored.mode].toLowerCase()}`}</p>
      )}
      {value === 'own' && (
        <>
          <TextField
            label="Webhook address"
            type="text"
            inputMode="url"
            placeholder="https://example.com/hook"
            value={webhook.url}
            fault={fault ?? (left && webhook.url.trim() !== '' ? webhookFault(webhook.url.trim()) : null)}
            onFocus={() => setLeft(false)}
            onBlur={() => setLeft(true)}
            onChange={(event) => changeWebhook({ url: event.target.value })}
          />
          <Segmented
            label="Webhook mode"
            values={MODES}
            value={webhook.mode}
            text={(mode) => MODE_WORDS[mode]}
            onChange={(mode) => changeWebhook({ mode })}
          />
        </>
      )}
    </div>
  );
}

function choiceText(use: DraftWebhook['use'], stored: Webhook | null): string {
  if (use === 'own') return 'Another address';
  if (use === 'none') return 'None';
  return stored === null ? 'No webhook' : 'As in settings';
}
