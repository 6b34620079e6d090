import type { MouseEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { chargeOf } from '../../shared/charge';
import type { JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import { assertNever } from '../../shared/result';
import { Button } from './Button';
import { dollars } from './format';
import { IdentifyForm } from './IdentifyForm';
import styles from './job-actions.module.css';
import type { JobAction, RunnableAction } from './job-words';
import { jobActions } from './job-words';

type JobActionsProps = Readonly<{
  job: Job;
  /** False keeps the buttons out of the Tab order, as in a grid cell that is not the active one. */
  reachable?: boolean;
  run: (action: RunnableAction, id: JobId) => void;
  /** Takes the id that the person found; null when it was right. Left out where there is no room to ask. */
  identify?: (id: JobId, requestId: string) => Promise<string | null>;
}>;

/** The buttons of a job in its state. Paying again is asked back first, with the price. */
export function JobActions({ job, reachable = true, run, identify }: JobActionsProps) {
  const [open, setOpen] = useState<'submit-again' | 'identify' | null>(null);
  const root = useRef<HTMLDivElement>(null);
  useFocusBack(root, open);
  const tabIndex = reachable ? 0 : -1;
  const actions = jobActions(job).filter((action) => action !== 'identify' || identify !== undefined);
  if (open === 'submit-again' && actions.includes(open)) {
    return (
      <div ref={root} className={styles.actions} data-wide data-asking>
        <AskPrice
          job={job}
          tabIndex={tabIndex}
          onYes={() => {
            setOpen(null);
            run('submit-again', job.id);
          }}
          onNo={() => setOpen(null)}
        />
      </div>
    );
  }
  if (open === 'identify' && identify && actions.includes(open)) {
    return (
      <div ref={root} className={styles.actions} data-wide>
        <IdentifyForm identify={(typed) => identify(job.id, typed)} onDone={() => setOpen(null)} />
      </div>
    );
  }
  return (
    <div ref={root} className={styles.actions} data-wide={actions.length > 2 ? '' : undefined}>
      {actions.map((action) => (
        <Button
          key={action}
          size="small"
          variant={action === 'dismiss' ? 'quiet' : 'plain'}
          tabIndex={tabIndex}
          data-action={action}
          title={actionTitle(action, job)}
          onClick={() => {
            if (action === 'submit-again' || action === 'identify') setOpen(action);
            else run(action, job.id);
          }}
        >
          {actionText(action, job)}
        </Button>
      ))}
    </div>
  );
}

type AskPriceProps = Readonly<{ job: Job; tabIndex: number; onYes: () => void; onNo: () => void }>;

function AskPrice({ job, tabIndex, onYes, onNo }: AskPriceProps) {
  // The second click of a double click, or a key that is still held down, is no answer to a question about money.
  const yes = (event: MouseEvent): void => {
    if (event.detail < 2) onYes();
  };
  return (
    <>
      <p className={styles.question}>{question(job)}</p>
      <Button size="small" variant="primary" tabIndex={tabIndex} onClick={yes}>
        Yes, submit again
      </Button>
      <Button size="small" variant="quiet" tabIndex={tabIndex} autoFocus onClick={onNo}>
        No
      </Button>
    </>
  );
}

/** When what was open closes, the focus goes back to the button that opened it, unless it is somewhere else by now. */
function useFocusBack(root: { readonly current: HTMLElement | null }, open: string | null): void {
  const opener = useRef<string | null>(null);
  useEffect(() => {
    const before = opener.current;
    opener.current = open;
    if (open !== null || before === null || document.activeElement !== document.body) return;
    root.current?.querySelector<HTMLElement>(`[data-action="${before}"]`)?.focus({ preventScroll: true });
  }, [root, open]);
}

function question(job: Job): string {
  if (job.gateway.kind === 'demo') return 'Submit it again? The demo costs nothing.';
  const price = `about ${dollars(job.estimate)}`;
  const before = chargeOf(job) === 'unknown' ? ' The first one may have been charged too.' : '';
  return `Submit it again for ${price}?${before}`;
}

function actionTitle(action: JobAction, job: Job): string | undefined {
  if (action === 'cancel' && job.status !== 'queued') {
    return 'A request that the gateway has taken is left running, and its images still arrive.';
  }
  if (action === 'dismiss') return 'Takes it from this list. The history keeps it.';
  if (action === 'retry-download') return 'Fetches the missing images again. Costs nothing.';
  return undefined;
}

function actionText(action: JobAction, job: Job): string {
  switch (action) {
    case 'cancel':
      return 'Cancel';
    case 'retry-download':
      return 'Retry download';
    case 'submit-again':
      return 'Submit again';
    case 'open-console':
      return 'Open console';
    case 'identify':
      return 'Paste a request id';
    case 'dismiss':
      // A doubt is closed by a decision; everything else is only put away.
      return job.status === 'unknown' ? 'Close' : 'Dismiss';
    default:
      return assertNever(action);
  }
}
