import type { Job } from '../../shared/job';
import { findModel, MODELS } from '../../shared/models';
import { queuedBefore, typicalTook } from '../store/jobs';
import { runJobAction } from '../store/run-job-action';
import { useStudio } from '../store/studio';
import { dollars, timeOfDay } from '../ui/format';
import { JobActions } from '../ui/JobActions';
import { chargeWords, jobWords } from '../ui/job-words';
import { useNow } from '../ui/use-now';
import { Fact } from './Fact';
import { asked } from './ImageFacts';
import styles from './Inspector.module.css';

/** One job: where it stands, what is known of the money, what can be done. */
export function JobFacts({ job }: Readonly<{ job: Job }>) {
  const before = useStudio((state) => queuedBefore(state.jobs, job));
  const typical = useStudio((state) => typicalTook(state.jobs, job));
  const { title, detail, tone } = jobWords(job, before, useNow(true), typical);
  const charge = chargeWords(job);
  const { recipe } = job;
  return (
    <>
      <section className={styles.state} data-tone={tone}>
        <strong>{title}</strong>
        <p>{detail}</p>
      </section>
      <JobActions job={job} run={runJobAction} />
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
          <Fact name="Cost">
            {[`about ${dollars(job.estimate)}`, charge].filter((part) => part !== '').join(' · ')}
          </Fact>
          <Fact name="Started">{timeOfDay(job.createdAt)}</Fact>
          {'requestId' in job && (
            <Fact name="Request" title={job.requestId}>
              {job.requestId}
            </Fact>
          )}
        </dl>
      </section>
    </>
  );
}
