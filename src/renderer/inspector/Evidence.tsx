import { ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { CURL_KEY_VARIABLE, type JobEvidence } from '../../shared/evidence';
import type { Job } from '../../shared/job';
import type { Result } from '../../shared/result';
import { commands, store, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { EvidenceItem } from './EvidenceItem';
import styles from './Evidence.module.css';

/** What the receipts hold of a job: asked for when it is opened, and again when the job has moved on. */
export function Evidence({ job }: Readonly<{ job: Job }>) {
  const open = useStudio((state) => state.evidenceOpen);
  return (
    <section className={styles.evidence}>
      <h2>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          onClick={() => store.setState({ evidenceOpen: !open })}
        >
          <ChevronRight size={13} aria-hidden />
          Evidence
        </button>
      </h2>
      {open && <Loaded key={job.id} job={job} />}
    </section>
  );
}

function Loaded({ job }: Readonly<{ job: Job }>) {
  const [answer, setAnswer] = useState<Result<JobEvidence> | null>(null);
  useEffect(() => {
    let stale = false;
    void commands.evidenceOf(job.id).then((result) => {
      if (!stale) setAnswer(result);
    });
    return () => {
      stale = true;
    };
  }, [job.id, job.status]);
  if (answer === null) return <p className={styles.quiet}>Reading the receipts…</p>;
  if (!answer.ok) return <p className={styles.quiet}>{answer.error.message}</p>;
  const { entries, curl, curlIsWhole } = answer.data;
  if (entries.length === 0) return <p className={styles.quiet}>Nothing of this job has left this machine.</p>;
  return (
    <>
      <ol className={styles.entries} aria-label="Evidence">
        {entries.map((entry, at) => (
          <EvidenceItem key={at} entry={entry} />
        ))}
      </ol>
      {curl !== null && <Curl curl={curl} whole={curlIsWhole} live={job.gateway.kind === 'live'} />}
    </>
  );
}

type CurlProps = Readonly<{ curl: string; whole: boolean; live: boolean }>;

function Curl({ curl, whole, live }: CurlProps) {
  return (
    <div className={styles.curl}>
      <Button size="small" onClick={() => void commands.copyText(curl, 'cURL command')}>
        Copy as cURL
      </Button>
      <p className={styles.quiet}>
        It reads the key from the environment variable <code>{CURL_KEY_VARIABLE}</code>.
        {!whole && ' Its sources are shortened or masked: put them in before you run it.'}
        {live && ' Running it submits the request once more, and is paid once more.'}
      </p>
    </div>
  );
}
