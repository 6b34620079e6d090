import { useState } from 'react';
import { chargeOf } from '../../shared/charge';
import type { JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import { assertNever } from '../../shared/result';
import { Button } from './Button';
import { dollars } from './format';
import styles from './job-actions.module.css';
import type { JobAction } from './job-words';
import { jobActions } from './job-words';

type JobActionsProps = Readonly<{
  job: Job;
  /** False keeps the buttons out of the Tab order, as in a grid cell that is not the active one. */
  reachable?: boolean;
  run: (action: JobAction, id: JobId) => void;
}>;

/** The buttons of a job in its state. Paying again is asked back first, with the price. */
export function JobActions({ job, reachable = true, run }: JobActionsProps) {
  const [asking, setAsking] = useState(false);
  const tabIndex = reachable ? 0 : -1;
  if (asking) {
    return (
      <div className={styles.actions} data-asking>
        <p className={styles.question}>{question(job)}</p>
        <Button
          size="small"
          variant="primary"
          tabIndex={tabIndex}
          autoFocus
          onClick={() => {
            setAsking(false);
            run('submit-again', job.id);
          }}
        >
          Yes, submit again
        </Button>
        <Button size="small" variant="quiet" tabIndex={tabIndex} onClick={() => setAsking(false)}>
          No
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.actions}>
      {jobActions(job).map((action) => (
        <Button
          key={action}
          size="small"
          variant={action === 'dismiss' ? 'quiet' : 'plain'}
          tabIndex={tabIndex}
          onClick={() => {
            if (action === 'submit-again') setAsking(true);
            else run(action, job.id);
          }}
        >
          {actionText(action)}
        </Button>
      ))}
    </div>
  );
}

function question(job: Job): string {
  if (job.gateway.kind === 'demo') return 'Submit it again? The demo costs nothing.';
  const price = `about ${dollars(job.estimate)}`;
  const before = chargeOf(job) === 'unknown' ? ' The first one may have been charged too.' : '';
  return `Submit it again for ${price}?${before}`;
}

function actionText(action: JobAction): string {
  switch (action) {
    case 'cancel':
      return 'Cancel';
    case 'retry-download':
      return 'Retry download';
    case 'submit-again':
      return 'Submit again';
    case 'open-console':
      return 'Open console';
    case 'dismiss':
      return 'Dismiss';
    default:
      return assertNever(action);
  }
}
