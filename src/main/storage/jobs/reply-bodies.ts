import type { ReplyBodies } from '../../core/ports';
import { makeFolder } from '../durable';
import { slimText } from './reply-images';
import { writeImages } from './reply-work';
import type { ReplyWorker } from './reply-worker-line';

/** What taking images out of replies needs. */
export interface ReplyBodiesPlan {
  /** Folder of the spool in user data; created when missing. */
  readonly spool: string;
  readonly mask: (text: string) => string;
  /** Every form of every known secret, for the thread. */
  readonly secretForms: () => readonly string[];
  readonly worker: Pick<ReplyWorker, 'slim'>;
}

/** Larger bodies are for the thread. Bytes or characters. */
const IN_PROCESS = 256 * 1024;

/** Takes images out of replies into the spool; small bodies at once, large ones on the worker's thread. */
export function createReplyBodies(plan: ReplyBodiesPlan): ReplyBodies {
  makeFolder(plan.spool);
  return {
    slim: async (body) => {
      if (body.length > IN_PROCESS) {
        const bytes = typeof body === 'string' ? Buffer.from(body) : body;
        return plan.worker.slim({ spool: plan.spool, bytes, forms: plan.secretForms() });
      }
      const slim = slimText(typeof body === 'string' ? body : Buffer.from(body).toString('utf8'), plan.mask);
      await writeImages(plan.spool, slim.images);
      return slim.text;
    },
  };
}
