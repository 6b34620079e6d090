import { Lock, LockOpen, Webhook } from 'lucide-react';
import { Popover } from 'radix-ui';
import { draftOf, modelOf } from '../store/draft';
import { store, useStudioFields } from '../store/studio';
import controls from '../ui/controls.module.css';
import { Switch } from '../ui/Switch';
import { Tip } from '../ui/Tip';
import styles from './Delivery.module.css';
import { webhookWords } from './webhook-words';
import { WebhookFields } from './WebhookFields';

type DeliveryProps = Readonly<{
  /** The id of what is said about the webhook, where something is wrong with it. */
  describedBy: string | undefined;
}>;

/** How the images of this draft come, and whom the gateway tells of it. */
export function Delivery({ describedBy }: DeliveryProps) {
  const { draft, webhook, stored, demo } = useStudioFields((state) => ({
    draft: draftOf(state).recipe,
    webhook: draftOf(state).webhook,
    stored: state.settings.webhook,
    demo: state.settings.gateway === 'demo',
  }));
  const canBePrivate = modelOf(draft).privateDelivery;
  const isPrivate = canBePrivate && draft.privateDelivery;
  const hook = webhookWords(webhook, stored);
  const name = `Delivery: ${isPrivate ? 'private' : 'public link'}, ${hook ?? 'no webhook'}`;
  return (
    <Popover.Root>
      <Tip text={name}>
        <Popover.Trigger
          className={styles.trigger}
          aria-label={name}
          aria-describedby={describedBy}
          data-fault={describedBy === undefined ? undefined : ''}
        >
          {isPrivate ? (
            <Lock size={16} strokeWidth={1.75} aria-hidden />
          ) : (
            <LockOpen size={16} strokeWidth={1.75} aria-hidden />
          )}
          {hook !== null && <Webhook size={14} strokeWidth={1.75} aria-hidden />}
        </Popover.Trigger>
      </Tip>
      <Popover.Portal>
        <Popover.Content
          className={styles.panel}
          aria-label="Delivery"
          side="top"
          align="center"
          sideOffset={10}
          collisionPadding={12}
        >
          {canBePrivate && (
            <Switch
              label="Private delivery"
              hint="The images come inside the reply. No public link exists."
              checked={draft.privateDelivery}
              onChange={(privateDelivery) => store.getState().changeDraft({ privateDelivery })}
            />
          )}
          <WebhookFields stored={stored} />
          {demo && <p className={controls.label}>The demo calls nobody.</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
