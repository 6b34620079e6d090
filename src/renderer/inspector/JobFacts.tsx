import { TriangleAlert } from 'lucide-react';
import type { Job } from '../../shared/job';
import { isFinished } from '../../shared/job-status';
import { findModel, MODELS } from '../../shared/models';
import { usualFor } from '../store/durations';
import { queuedBefore } from '../store/jobs';
import { runJobAction } from '../store/run-job-action';
import { commands, useStudio } from '../store/studio';
import { useOutputs } from '../store/use-outputs';
import { dateAndTime, dollars } from '../ui/format';
import { JobActions } from '../ui/JobActions';
import { chargeWords, jobAdvice, jobNote, jobWords, webhookHost } from '../ui/job-words';
import { asked } from '../ui/recipe-words';
import { sentLines } from '../ui/sent-words';
import { useNow } from '../ui/use-now';
import { Evidence } from './Evidence';
import { Fact } from '../ui/Fact';
import styles from './Inspector.module.css';

/** One job: where it stands, what is known of the money, what can be done, and what the receipts hold. */
export function JobFacts({ job }: Readonly<{ job: Job }>) {
  const { recipe } = job;
  const sent = sentLines(job);
  return (
    <>
      <State job={job} />
      <JobActions key={job.id} job={job} run={runJobAction} identify={commands.identifyJob} />
      <section>
        <h2>Prompt</h2>
        <p className={styles.prompt}>{recipe.prompt}</p>
      </section>
      <section>
        <h2>Recipe</h2>
        <dl>
          <Fact name="Model">{findModel(MODELS, recipe.modelId)?.name ?? recipe.modelId}</Fact>
          <Fact name="Asked">{asked(recipe)}</Fact>
          <Fact name="Images">{recipe.count}</Fact>
          <Fact name="Cost">{cost(job)}</Fact>
          {sent.length > 0 && (
            <Fact name="Sources" title="How they were sent">
              {sent.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </Fact>
          )}
          <Fact name="Started">{dateAndTime(job.createdAt)}</Fact>
          <Fact name="Results" title="How they come">
            {recipe.privateDelivery ? 'private, inside the reply' : 'by a public link'}
          </Fact>
          {job.webhook && (
            <Fact name="Webhook" title={job.webhook.url}>
              {webhookHost(job.webhook.url)}
              {job.webhook.mode === 'sync' ? ', sync' : ', when it ends'}
            </Fact>
          )}
          {'requestId' in job && (
            <Fact name="Request" title={job.requestId}>
              {job.requestId}
            </Fact>
          )}
        </dl>
      </section>
      <Evidence job={job} />
    </>
  );
}

function State({ job }: Readonly<{ job: Job }>) {
  const before = useStudio((state) => queuedBefore(state.jobs, job));
  const usual = useStudio((state) => usualFor(state.past, state.jobs, job));
  const now = useNow(!isFinished(job));
  const { title, detail, tone } = jobWords(job, before, now, usual);
  const note = jobNote(job);
  const advice = jobAdvice(job);
  const lines = useOutputs(job, now)
    .map(({ line }) => line)
    .filter((line) => line !== '');
  return (
    <section className={styles.state} data-tone={tone}>
      <strong>{title}</strong>
      {(lines.length === 0 || !detail.endsWith('.')) && <p>{detail}</p>}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {advice !== '' && <p>{advice}</p>}
      {note !== '' && (
        <p className={styles.note}>
          <TriangleAlert size={12} aria-hidden /> {note}
        </p>
      )}
    </section>
  );
}

function cost(job: Job): string {
  const charge = chargeWords(job);
  if (job.gateway.kind === 'demo') return charge;
  return [`about ${dollars(job.estimate)}`, charge].filter((part) => part !== '').join(' · ');
}
