import type { SourceBucket } from '../bucket/bucket';

/** No bucket at all, for where nothing may leave in that way. */
export const NO_BUCKET: SourceBucket = {
  ready: () => Promise.resolve(false),
  put: () => {
    const message = 'There is no bucket. Nothing was sent.';
    return Promise.resolve({ kind: 'failed', problem: { code: 'bad-request', message, httpStatus: null } });
  },
  changed: () => undefined,
};
