import { isFinished } from '../shared/job-status';
import { createAttentionPolicy } from './core/attention';
import { systemClock } from './core/system-clock';
import { createAttention } from './platform/attention';
import type { Services } from './services';

/**
 * The desktop hears of work that ends out of sight, and of how much is left, where the person wants that. `open` brings
 * the window up, with the image of the notification that was clicked.
 */
export function followAttention(
  { engine, settings }: Services,
  ...[window, open]: Parameters<typeof createAttention>
): void {
  const attention = createAttention(window, open);
  const policy = createAttentionPolicy({
    clock: systemClock,
    settings: settings.read,
    visible: attention.inSight,
    tell: attention.tell,
    mark: attention.mark,
  });
  policy.changed(engine.list().jobs.filter((job) => !isFinished(job)));
  engine.onChange(({ jobs }) => {
    policy.changed(jobs);
  });
  settings.onChange(policy.refresh);
}
