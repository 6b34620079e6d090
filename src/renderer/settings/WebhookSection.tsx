import { useStudio } from '../store/studio';
import { WebhookForm } from './WebhookForm';

/** Whom the gateway tells when a request ends. */
export function WebhookSection() {
  const webhook = useStudio((state) => state.settings.webhook);
  return <WebhookForm key={JSON.stringify(webhook)} stored={webhook} />;
}
