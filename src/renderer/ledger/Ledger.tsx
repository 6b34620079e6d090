import { Download } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { LEDGER_PERIODS } from '../store/ledger';
import { ledgerCommands, store, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { FOCUS_ID } from '../ui/focus';
import { Segmented } from '../ui/Segmented';
import styles from './Ledger.module.css';
import { isEmpty, PERIOD_NAMES } from './ledger-words';
import { LedgerTable } from './LedgerTable';
import { useLedger } from './use-ledger';

/** What the requests cost by the person's own prices: charged, perhaps charged, not charged and on its way, kept apart. */
export function Ledger({ covered }: Readonly<{ covered: number }>) {
  const by = useStudio((state) => state.ledgerBy);
  const fault = useStudio((state) => state.ledgerFault);
  const ledger = useLedger(by);
  const body = useKeptScroll(ledger !== undefined);
  return (
    <div className={styles.ledger}>
      <header className={styles.header}>
        <h1>Ledger</h1>
        <Segmented
          label="Ledger period"
          values={LEDGER_PERIODS}
          value={by}
          text={(period) => PERIOD_NAMES[period]}
          onChange={(period) => store.setState({ ledgerBy: period, ledgerScroll: 0 })}
        />
        <div className={styles.grow} />
        <Button size="small" onClick={() => void ledgerCommands.exportCsv()}>
          <Download size={14} aria-hidden /> Export CSV…
        </Button>
      </header>
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
      <div
        ref={body}
        id={FOCUS_ID.ledger}
        className={styles.body}
        style={{ paddingBottom: covered }}
        tabIndex={0}
        role="region"
        aria-label="Ledger figures"
        onScroll={(event) => store.setState({ ledgerScroll: event.currentTarget.scrollTop })}
      >
        {ledger && (isNothing(ledger) ? <NothingYet /> : <LedgerTable ledger={ledger} />)}
      </div>
    </div>
  );
}

function isNothing({ rows, total }: NonNullable<ReturnType<typeof useLedger>>): boolean {
  return rows.length === 0 && [total.charged, total.unknown, total.notCharged, total.pending].every(isEmpty);
}

function NothingYet() {
  const demo = useStudio((state) => state.settings.gateway === 'demo');
  return (
    <div className={styles.empty}>
      <h2>Nothing spent yet</h2>
      <p>
        {demo
          ? 'The demo gateway costs nothing and is not counted. Requests to a live gateway appear here.'
          : 'Each request appears here with its estimated price: charged, perhaps charged, not charged or on its way.'}
      </p>
    </div>
  );
}

/** Finds the place again at which the figures were left. */
function useKeptScroll(ready: boolean) {
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (ready) body.current?.scrollTo({ top: store.getState().ledgerScroll });
  }, [ready]);
  return body;
}
