import { ChevronRight, Copy } from 'lucide-react';
import { useState } from 'react';
import type { EvidenceEntry } from '../../shared/evidence';
import { commands } from '../store/studio';
import { IconButton } from '../ui/IconButton';
import styles from './Evidence.module.css';

const WHAT: Readonly<Record<EvidenceEntry['what'], string>> = {
  sending: 'Sent',
  reply: 'Answer',
  status: 'Status answer',
  'not-sent': 'Not sent',
  identified: 'Id given by you',
  ended: 'Ended',
};

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** One line of the receipts; it opens to what was sent or answered, with every secret masked before it was written. */
export function EvidenceItem({ entry }: Readonly<{ entry: EvidenceEntry }>) {
  const [open, setOpen] = useState(false);
  const headers = Object.entries(entry.headers).map(([name, value]) => `${name}: ${value}`);
  const top = [...(entry.url === null ? [] : [entry.url]), ...headers].join('\n');
  const empty = top === '' && entry.body === '';
  const title = (
    <>
      <time dateTime={new Date(entry.at).toISOString()} title={DAY.format(entry.at)}>
        {CLOCK.format(entry.at)}
      </time>
      <span className={styles.what}>{WHAT[entry.what]}</span>
      {entry.status !== null && (
        <span className={styles.status} data-bad={entry.status >= 400 ? '' : undefined}>
          HTTP {entry.status}
        </span>
      )}
    </>
  );
  if (empty) return <li className={styles.line}>{title}</li>;
  return (
    <li>
      <button type="button" className={styles.line} aria-expanded={open} onClick={() => setOpen(!open)}>
        {title}
        <ChevronRight size={13} aria-hidden />
      </button>
      {open && top !== '' && <Raw name={topName(entry.url !== null, headers.length > 0)} text={top} />}
      {open && entry.body !== '' && <Raw name="Body" text={entry.body} cut={entry.cut} />}
    </li>
  );
}

function topName(address: boolean, headers: boolean): string {
  if (address) return headers ? 'Address and headers' : 'Address';
  return 'Headers';
}

type RawProps = Readonly<{ name: string; text: string; cut?: boolean }>;

function Raw({ name, text, cut = false }: RawProps) {
  return (
    <div className={styles.raw}>
      <div className={styles.rawHead}>
        <span>{name}</span>
        <IconButton
          label={`Copy ${name.toLowerCase()}`}
          icon={Copy}
          onClick={() => void commands.copyText(text, name)}
        />
      </div>
      {/* Reached by Tab, so that a long one can be scrolled without a mouse. */}
      <pre tabIndex={0} role="group" aria-label={name}>
        {text}
      </pre>
      {cut && <p className={styles.quiet}>It goes on in the receipts; “Export receipts” has all of it.</p>}
    </div>
  );
}
