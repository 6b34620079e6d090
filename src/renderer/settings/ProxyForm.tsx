import type { SubmitEvent } from 'react';
import { useState } from 'react';
import type { Proxy } from '../../shared/settings';
import { assertNever } from '../../shared/result';
import { settingsCommands } from '../store/studio';
import { Button } from '../ui/Button';
import { Segmented } from '../ui/Segmented';
import { TextField } from '../ui/TextField';
import styles from './Settings.module.css';

const MODES = ['system', 'direct', 'pac', 'manual'] as const satisfies readonly Proxy['mode'][];
const NAMES = { system: 'System', direct: 'None', pac: 'PAC file', manual: 'Manual' } as const;
const HINTS: Readonly<Record<Proxy['mode'], string>> = {
  system: 'As the system says, automatic discovery included.',
  direct: 'Straight to the gateway, whatever the system says.',
  pac: 'The file at that address chooses the proxy.',
  manual: 'One proxy for everything: submits, polls and images.',
};

/** What the form holds, whichever mode shows. */
interface Draft {
  readonly mode: Proxy['mode'];
  readonly url: string;
  readonly address: string;
  readonly user: string;
}

function draftOf(proxy: Proxy): Draft {
  return { url: '', address: '', user: '', ...proxy };
}

function proxyOf({ mode, url, address, user }: Draft): Proxy {
  switch (mode) {
    case 'system':
    case 'direct':
      return { mode };
    case 'pac':
      return { mode, url: url.trim() };
    case 'manual':
      return { mode, address: address.trim(), user: user.trim() };
    default:
      return assertNever(mode);
  }
}

/** Null keeps the password that is stored; without a user, or without a proxy of one's own, there is none to keep. */
function passwordOf(proxy: Proxy, typed: string): string | null {
  if (proxy.mode !== 'manual' || proxy.user === '') return '';
  return typed === '' ? null : typed;
}

/** The proxy, taken as a whole: half an address must not cut Easel off. The password never comes back to this page. */
export function ProxyForm({ stored }: Readonly<{ stored: Proxy }>) {
  const [draft, setDraft] = useState(() => draftOf(stored));
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const proxy = proxyOf(draft);
  const dirty = password !== '' || JSON.stringify(proxy) !== JSON.stringify(proxyOf(draftOf(stored)));
  const change = (changed: Partial<Draft>): void => {
    setDraft({ ...draft, ...changed });
    setFault(null);
  };
  const apply = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy || !dirty) return;
    setBusy(true);
    const failed = await settingsCommands.setProxy(proxy, passwordOf(proxy, password));
    setBusy(false);
    setFault(failed);
    if (failed === null) setPassword('');
  };
  const field = { fault, type: 'text', inputMode: 'url' } as const;
  const simple = draft.mode === 'system' || draft.mode === 'direct';
  return (
    <form className={styles.block} onSubmit={(event) => void apply(event)}>
      <p className={styles.label}>Proxy</p>
      <div>
        <Segmented
          label="Proxy"
          values={MODES}
          value={draft.mode}
          text={(mode) => NAMES[mode]}
          onChange={(mode) => change({ mode })}
        />
      </div>
      <p className={styles.hint}>{HINTS[draft.mode]}</p>
      {draft.mode === 'pac' && (
        <TextField
          {...field}
          label="Address of the PAC file"
          placeholder="https://intranet.example.com/proxy.pac"
          value={draft.url}
          onChange={(event) => change({ url: event.target.value })}
        />
      )}
      {draft.mode === 'manual' && (
        <>
          <TextField
            {...field}
            label="Proxy address"
            placeholder="http://proxy.example.com:8080"
            value={draft.address}
            onChange={(event) => change({ address: event.target.value })}
          />
          <div className={styles.pair}>
            <TextField
              label="User name"
              type="text"
              placeholder="Only where the proxy asks"
              value={draft.user}
              onChange={(event) => change({ user: event.target.value })}
            />
            <TextField
              label="Password"
              type="password"
              placeholder={stored.mode === 'manual' && stored.user !== '' ? 'Unchanged' : ''}
              value={password}
              disabled={draft.user.trim() === ''}
              hint="Kept in the keychain, never shown again."
              onChange={(event) => {
                setPassword(event.target.value);
                setFault(null);
              }}
            />
          </div>
        </>
      )}
      {simple && fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
      <div>
        <Button type="submit" size="small" variant={dirty ? 'primary' : 'plain'} aria-disabled={!dirty || busy}>
          Apply
        </Button>
      </div>
    </form>
  );
}
