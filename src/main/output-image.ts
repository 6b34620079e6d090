import { createHash } from 'node:crypto';
import { idText } from '../shared/id-text';
import { ImageId } from '../shared/ids';
import type { JobId } from '../shared/ids';
import type { Job } from '../shared/job';
import type { NewImage } from './core/ports';

/** The image that an output becomes: always the same for the same job and place, so that a second try adopts the first. */
export function outputImageId(id: JobId, index: number): ImageId {
  const digest = createHash('sha256')
    .update(`${id}/${String(index)}`)
    .digest();
  return ImageId.parse(`img_${idText(digest)}`);
}

/** What is needed to know of a job for its images. */
export type MakingJob = Pick<Job, 'id' | 'batchId' | 'recipe' | 'gateway' | 'estimate'> & {
  readonly requestId: string;
  readonly submittedAt: number;
  readonly completedAt: number;
};

/** One image of a job that made `count`, from 0 in the order of the reply. */
export function imageOfJob(job: MakingJob, index: number, count: number): NewImage {
  const { recipe } = job;
  return {
    id: outputImageId(job.id, index),
    kind: recipe.sourceIds.length > 0 ? 'edit' : 'generation',
    createdAt: job.completedAt,
    title: recipe.prompt,
    recipe,
    origin: {
      jobId: job.id,
      batchId: job.batchId,
      outputIndex: index,
      requestId: job.requestId,
      synthetic: job.gateway.kind === 'demo',
      tookMs: Math.max(0, job.completedAt - job.submittedAt),
      estimate: job.estimate / Math.max(1, count),
    },
  };
}
