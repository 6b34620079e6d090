import type { DraftWebhook } from '../../shared/draft';
import type { Webhook } from '../../shared/webhook';
import { webhookHost } from '../ui/job-words';

/** The webhook that the draft's submit will carry, in words; null when it carries none. `stored` is that of the settings. */
export function webhookWords({ use, url }: DraftWebhook, stored: Webhook | null): string | null {
  if (use === 'none' || (use === 'profile' && stored === null)) return null;
  const address = use === 'own' ? url.trim() : (stored?.url ?? '');
  return address === '' ? 'webhook without an address' : `webhook ${webhookHost(address)}`;
}
