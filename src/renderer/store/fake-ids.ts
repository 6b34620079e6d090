import type { CollectionId, ImageId, JobId, SmartId } from '../../shared/ids';

/** The id of the n-th image. */
export function imageId(n: number): ImageId {
  return `img_${String(n).padStart(20, '0')}` as ImageId;
}

/** The id of the n-th collection. */
export function collectionId(n: number): CollectionId {
  return `col_${String(n).padStart(20, '0')}` as CollectionId;
}

/** The id of the n-th smart collection. */
export function smartId(n: number): SmartId {
  return `smt_${String(n).padStart(20, '0')}` as SmartId;
}

/** The id of the n-th job. */
export function jobId(n: number): JobId {
  return `job_${String(n).padStart(20, '0')}` as JobId;
}
