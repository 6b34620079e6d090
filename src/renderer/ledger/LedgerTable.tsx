import { useMemo } from 'react';
import type { Ledger, LedgerPeriod, LedgerRow, LedgerSum } from '../../shared/ledger';
import { useNow } from '../ui/use-now';
import styles from './Ledger.module.css';
import type { Figures } from './ledger-words';
import { figuresIn, isEmpty, ROW_NAMES, rowName } from './ledger-words';

/** The ledger as a table, the total first, so that it is in sight whatever is scrolled. */
export function LedgerTable({ ledger: { by, rows, total } }: Readonly<{ ledger: Ledger }>) {
  const figures = useMemo(() => figuresIn(), []);
  // Drawn anew with each new ledger: by then it may be tomorrow.
  const now = useNow(false);
  // An image in the library was paid for: there is nothing to say of the other columns.
  const chargedOnly = by === 'collection';
  return (
    <table className={styles.table}>
      <caption>
        Estimates, not invoices: by the prices in your settings when each request was made. What is unknown may have
        been charged; the gateway’s console tells. {NOTES[by]}
      </caption>
      <thead>
        <Heads by={by} chargedOnly={chargedOnly} />
        <Row name="Total" row={total} figures={figures} chargedOnly={chargedOnly} className={styles.total} />
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} name={rowName(by, row, now)} row={row} figures={figures} chargedOnly={chargedOnly} />
        ))}
      </tbody>
    </table>
  );
}

const NOTES: Readonly<Record<LedgerPeriod, string>> = {
  day: 'Demo requests cost nothing and are left out.',
  month: 'Demo requests cost nothing and are left out.',
  collection:
    'Counts the images that are in the library. One that is in several collections is in each of their rows, and once in the total.',
};

function Heads({ by, chargedOnly }: Readonly<{ by: LedgerPeriod; chargedOnly: boolean }>) {
  return (
    <>
      <tr className={styles.groups}>
        <th scope="col" rowSpan={2} className={styles.name}>
          {ROW_NAMES[by]}
        </th>
        <th scope="colgroup" colSpan={3}>
          Charged
        </th>
        {!chargedOnly && (
          <>
            <th scope="colgroup" colSpan={2} className={styles.doubt}>
              Unknown
              <small>not in the sum</small>
            </th>
            <th scope="colgroup" colSpan={1}>
              Not charged
            </th>
            <th scope="colgroup" colSpan={2}>
              On its way
            </th>
          </>
        )}
      </tr>
      <tr className={styles.heads}>
        <th scope="col">Estimate</th>
        <th scope="col">Images</th>
        <th scope="col">Jobs</th>
        {!chargedOnly && (
          <>
            <th scope="col" className={styles.doubt}>
              Up to
            </th>
            <th scope="col" className={styles.doubt}>
              Jobs
            </th>
            <th scope="col">Jobs</th>
            <th scope="col">Estimate</th>
            <th scope="col">Jobs</th>
          </>
        )}
      </tr>
    </>
  );
}

type RowProps = Readonly<{
  name: string;
  row: LedgerRow;
  figures: Figures;
  chargedOnly: boolean;
  className?: string | undefined;
}>;

function Row({ name, row: { charged, unknown, notCharged, pending }, figures, chargedOnly, className }: RowProps) {
  return (
    <tr className={className}>
      <th scope="row" className={styles.name} title={name}>
        {name}
      </th>
      <Cell sum={charged} what="dollars" figures={figures} strong />
      <Cell sum={charged} what="images" figures={figures} />
      <Cell sum={charged} what="jobs" figures={figures} />
      {!chargedOnly && (
        <>
          <Cell sum={unknown} what="dollars" figures={figures} doubt />
          <Cell sum={unknown} what="jobs" figures={figures} doubt />
          <Cell sum={notCharged} what="jobs" figures={figures} />
          <Cell sum={pending} what="dollars" figures={figures} />
          <Cell sum={pending} what="jobs" figures={figures} />
        </>
      )}
    </tr>
  );
}

type CellProps = Readonly<{
  sum: LedgerSum;
  what: keyof LedgerSum;
  figures: Figures;
  strong?: boolean;
  doubt?: boolean;
}>;

/** One figure; a dash where there is nothing, so that the eye finds what there is. */
function Cell({ sum, what, figures, strong = false, doubt = false }: CellProps) {
  if (isEmpty(sum)) {
    return (
      <td className={styles.none}>
        <span aria-hidden>–</span>
        <span className="visually-hidden">none</span>
      </td>
    );
  }
  const text = what === 'dollars' ? figures.dollars(sum.dollars) : figures.count(sum[what]);
  return (
    <td data-strong={strong} data-doubt={doubt}>
      {text}
      {doubt && what === 'dollars' && ' ?'}
    </td>
  );
}
