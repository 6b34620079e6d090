import { useEffect, useState } from 'react';
import type { DeliveryChoice } from '../../shared/delivery';
import type { BucketKeys } from '../../shared/ipc-editing';
import type { Model } from '../../shared/model';
import { MODELS } from '../../shared/models';
import { bucketCommands, settingsCommands, useStudio } from '../store/studio';
import { Segmented } from '../ui/Segmented';
import { BucketForm } from './BucketForm';
import styles from './Settings.module.css';

const CHOICES = ['auto', 'inline', 'bucket'] as const satisfies readonly DeliveryChoice[];
const NAMES = { auto: 'Automatic', inline: 'Inside the request', bucket: 'Own bucket' } as const;
const HINTS: Readonly<Record<Exclude<DeliveryChoice, 'auto'>, string>> = {
  inline: 'No source is put anywhere else; the gateway may take smaller ones only.',
  bucket: 'Large and untouched by the limits of a request, by a signed address.',
};
/** Models that take sources. */
const EDITS = MODELS.filter(({ sources }) => sources.max > 0);
const NO_KEYS: BucketKeys = { accessKey: '', secret: 'none' };

/** How sources reach the gateway, and the person's own bucket. */
export function SourceSection() {
  const bucket = useStudio((state) => state.settings.bucket);
  const [keys, setKeys] = useState(NO_KEYS);
  useEffect(() => {
    let isCurrent = true;
    void bucketCommands.read().then((found) => {
      if (isCurrent) setKeys(found ?? NO_KEYS);
    });
    return () => {
      isCurrent = false;
    };
  }, [bucket]);
  return (
    <>
      {EDITS.map((model) => (
        <DeliveryField key={model.id} model={model} />
      ))}
      <BucketForm stored={bucket} keys={keys} />
    </>
  );
}

function hintOf(choice: DeliveryChoice, hasBucket: boolean): string {
  if (choice !== 'auto') return HINTS[choice];
  const last = hasBucket ? ', last through your bucket' : '';
  return `Own results by the gateway’s link, others inside the request, smaller after each refusal${last}.`;
}

function DeliveryField({ model }: Readonly<{ model: Model }>) {
  const delivery = useStudio((state) => state.settings.delivery);
  const bucket = useStudio((state) => state.settings.bucket);
  const [fault, setFault] = useState<string | null>(null);
  const choice = delivery[model.id] ?? 'auto';
  // Without a bucket that way would only stop edits.
  const choices = CHOICES.filter((value) => value !== 'bucket' || bucket !== null || choice === 'bucket');
  const choose = (value: DeliveryChoice): void => {
    void settingsCommands.change({ delivery: { ...delivery, [model.id]: value } }).then(setFault);
  };
  return (
    <div className={styles.block}>
      <p className={styles.label}>Sent to {model.name}</p>
      <div>
        <Segmented
          label={`How sources are sent: ${model.name}`}
          values={choices}
          value={choice}
          text={(value) => NAMES[value]}
          onChange={choose}
        />
      </div>
      {fault === null ? (
        <p className={styles.hint}>{hintOf(choice, bucket !== null)}</p>
      ) : (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
