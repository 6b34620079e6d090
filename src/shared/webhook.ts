import { z } from 'zod';

/**
 * Whom the gateway tells when a request ends (`X-Webhook-URL`, `X-Webhook-Mode`). `terminal` tells of the end; `sync` also
 * caps the gateway's own waits between looks at the model at 15 s. Whether the address can be used is for `webhookFault`.
 */
export const Webhook = z.strictObject({ url: z.string().min(1).max(2000), mode: z.enum(['terminal', 'sync']) });
/** See the schema of the same name. */
export type Webhook = Readonly<z.infer<typeof Webhook>>;

/** Which webhook a submit carries: the one of the settings, none, or its own. */
export const WebhookChoice = z.union([z.enum(['profile', 'none']), Webhook]);
/** See the schema of the same name. */
export type WebhookChoice = z.infer<typeof WebhookChoice>;
