import type { ChangeEvent, SubmitEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { BucketField } from '../../shared/bucket-rules';
import { BUCKET_FIELDS } from '../../shared/bucket-rules';
import type { Bucket } from '../../shared/delivery';
import type { BucketKeys } from '../../shared/ipc-editing';
import type { BucketSaying, BucketVerdict, TypedBucket } from '../store/bucket-commands';
import { bucketCommands } from '../store/studio';
import { Button } from '../ui/Button';
import { TextField } from '../ui/TextField';
import styles from './Settings.module.css';

const EMPTY: Bucket = { endpoint: '', region: '', name: '', prefix: '' };
const SECRET_HINTS: Readonly<Record<BucketKeys['secret'], string>> = {
  none: 'Kept in the keychain, never shown again.',
  stored: 'In the keychain, never shown again.',
  session: 'No keychain is available: it is kept until you quit, then it is forgotten.',
  unavailable: 'The keychain does not answer. Unlock it, or type both keys again.',
};

/** What goes on while one of the buttons is at work. */
type Work = 'test' | 'save' | 'remove';
const AT_WORK: Readonly<Record<Work, string>> = {
  test: 'Writing, fetching and removing a few bytes…',
  save: 'Saving…',
  remove: 'Removing…',
};
/** Main asks natively, and perhaps not at all: it remembers a yes. */
const ASKING: Readonly<Record<Work, string>> = {
  test: 'Easel asks about a new bucket first, then writes, fetches and removes a few bytes…',
  save: 'Easel asks about a new bucket first, then saves it…',
  remove: AT_WORK.remove,
};

type BucketFormProps = Readonly<{ stored: Bucket | null; keys: BucketKeys }>;

/** The person's own bucket, taken as a whole. The secret key never comes back to this page. */
export function BucketForm({ stored, keys }: BucketFormProps) {
  const id = useId();
  const before: TypedBucket = { ...(stored ?? EMPTY), accessKey: keys.accessKey, secret: '' };
  const [changes, setChanges] = useState<Partial<TypedBucket>>({});
  const [fault, setFault] = useState<BucketSaying | null>(null);
  const [test, setTest] = useState<BucketVerdict | null>(null);
  const [busy, setBusy] = useState<Work | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // The buttons are far below some of the fields.
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  }, [fault]);
  const typed: TypedBucket = { ...before, ...changes };
  const dirty = JSON.stringify(typed) !== JSON.stringify(before);
  const empty = BUCKET_FIELDS.every((field) => typed[field].trim() === '');
  const isElsewhere = typed.endpoint !== stored?.endpoint || typed.name !== stored.name;

  const run = async (what: Work, work: () => Promise<BucketSaying | null>): Promise<void> => {
    if (busy !== null) return;
    setBusy(what);
    setFault(null);
    setTest(null);
    setFault(await work());
    setBusy(null);
  };
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    if (dirty) void run('save', () => taken(bucketCommands.save(typed), 'Saved.'));
  };
  const taken = async (work: Promise<BucketSaying | null>, message: string): Promise<BucketSaying | null> => {
    const failed = await work;
    if (failed !== null) return failed;
    // What was typed meanwhile is not saved.
    setChanges((now) => (now === changes ? {} : now));
    setTest({ ok: true, message });
    return null;
  };
  const remove = async (): Promise<BucketSaying | null> => {
    const failed = await taken(bucketCommands.remove(), 'The bucket is removed.');
    // The button is gone, and the keys of the page with it.
    if (failed === null) form.current?.querySelector('input')?.focus();
    return failed;
  };
  const tryIt = async (): Promise<BucketSaying | null> => {
    const verdict = await bucketCommands.test(typed);
    const isAtField = !verdict.ok && verdict.field !== null;
    if (!isAtField) setTest(verdict);
    return isAtField ? verdict : null;
  };
  const field = (name: BucketField) => ({
    type: 'text',
    value: typed[name],
    fault: fault?.field === name ? fault.message : null,
    onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
      setChanges({ ...changes, [name]: target.value });
      setFault(null);
      setTest(null);
    },
  });
  return (
    <form ref={form} className={styles.block} aria-labelledby={id} onSubmit={save}>
      <p id={id} className={styles.label}>
        Own bucket
      </p>
      <p className={styles.hint}>
        Any service that speaks S3. Whoever has the signed address of a source can fetch it until the request has ended,
        24 hours at most.
      </p>
      <TextField
        {...field('endpoint')}
        label="Endpoint"
        inputMode="url"
        placeholder="https://s3.eu-central-1.amazonaws.com"
      />
      <div className={styles.pair}>
        <TextField {...field('name')} label="Bucket" />
        <TextField {...field('region')} label="Region" placeholder="As the endpoint says" />
      </div>
      <TextField {...field('prefix')} label="Folder" placeholder="May be empty" />
      <div className={styles.pair}>
        <TextField {...field('accessKey')} label="Access key" />
        <TextField
          {...field('secret')}
          type="password"
          label="Secret key"
          placeholder={keys.secret === 'none' ? '' : 'Unchanged'}
          hint={SECRET_HINTS[keys.secret]}
        />
      </div>
      {fault?.field === null && (
        <p role="alert" className={styles.fault}>
          {fault.message}
        </p>
      )}
      <div className={styles.line}>
        <Button
          type="submit"
          size="small"
          variant={dirty ? 'primary' : 'plain'}
          aria-disabled={!dirty || busy !== null}
        >
          Save bucket
        </Button>
        {!empty && (
          <Button size="small" aria-disabled={busy !== null} onClick={() => void run('test', tryIt)}>
            Test bucket
          </Button>
        )}
        {stored !== null && (
          <Button size="small" aria-disabled={busy !== null} onClick={() => void run('remove', remove)}>
            Remove bucket
          </Button>
        )}
      </div>
      <p role="status" className={styles.test} data-verdict={test === null ? '' : test.ok ? 'good' : 'bad'}>
        {busy === null ? test?.message : (isElsewhere ? ASKING : AT_WORK)[busy]}
      </p>
    </form>
  );
}
