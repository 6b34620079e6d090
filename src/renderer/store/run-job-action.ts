import type { JobId } from '../../shared/ids';
import { assertNever } from '../../shared/result';
import type { RunnableAction } from '../ui/job-words';
import { commands } from './studio';

/** Does what a job's button says. */
export function runJobAction(action: RunnableAction, id: JobId): void {
  switch (action) {
    case 'cancel':
      return void commands.cancelJob(id);
    case 'retry-download':
      return void commands.retryDownload(id);
    case 'submit-again':
      return void commands.submitAgain(id);
    case 'open-console':
      return void commands.openConsole();
    case 'dismiss':
      return void commands.dismissJob(id);
    default:
      return assertNever(action);
  }
}
