import type { SubmitEvent } from 'react';
import { useEffect, useMemo, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import { templateFault } from '../../shared/name-template';
import { commands, store, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import controls from '../ui/controls.module.css';
import { focusOn } from '../ui/focus';
import { imageCount } from '../ui/format';
import { Modal } from '../ui/Modal';
import styles from './ExportPanel.module.css';
import { ExportPreview } from './ExportPreview';
import { FileFields } from './FileFields';
import type { ExportForm } from './form';
import { keepForm, planOf, restoreForm } from './form';
import { outcomeNotes, outcomeWords } from './outcome-words';
import { PictureFields } from './PictureFields';
import { useBatches } from './use-batches';
import { useExample } from './use-example';

/** Hands images out as copies: says what comes out before anything is written, and remembers how it was done last. */
export function ExportPanel() {
  const open = useStudio((state) => state.dialog === 'export');
  const ids = useStudio((state) => state.exporting);
  return (
    <Modal title={`Export ${imageCount(ids.length)}`} width={860} filled open={open} onClose={close}>
      <Page ids={ids} />
    </Modal>
  );
}

function close(): void {
  store.getState().setDialog(null);
  // The menu that opened this is gone, and the focus with it.
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusOn(store.getState().opened === null ? 'grid' : 'viewer');
  });
}

function Page({ ids }: Readonly<{ ids: readonly ImageId[] }>) {
  const [form, setForm] = useState(() => restoreForm(localStorage));
  const [at, setAt] = useState(0);
  const [exporting, fault, run] = useExport();
  const plan = useMemo(() => planOf(form), [form]);
  const batches = useBatches(ids);
  const example = useExample(ids, at, plan);
  const notes = useMemo(() => outcomeNotes(batches, plan), [batches, plan]);
  const words = useMemo(() => outcomeWords(batches, plan), [batches, plan]);
  const change = (part: Partial<ExportForm>): void => {
    const next = { ...form, ...part };
    setForm(next);
    keepForm(next, localStorage);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (templateFault(form.name) === null && !exporting) void run({ ids: [...ids], plan });
  };
  return (
    <form className={styles.page} onSubmit={submit}>
      <div className={styles.columns}>
        <ExportPreview ids={ids} at={at} plan={plan} onStep={setAt} onMove={change} />
        <div className={styles.choices}>
          {form.sheet !== 'only' && <PictureFields form={form} change={change} />}
          <FileFields form={form} example={example} change={change} />
        </div>
      </div>
      <div className={styles.foot}>
        <div className={styles.outcome} role="status">
          <b>{words}</b>
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
        {fault !== null && (
          <p role="alert" className={controls.fault}>
            {fault}
          </p>
        )}
        <Button variant="primary" type="submit" disabled={exporting || templateFault(form.name) !== null}>
          Export…
        </Button>
      </div>
    </form>
  );
}

type Order = Parameters<typeof commands.exportImages>[0];

/** Whether an export is being begun, why the last one was not, and the way to begin one. */
function useExport(): readonly [boolean, string | null, (order: Order) => Promise<void>] {
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const running = useStudio((state) =>
    state.tasks.some(({ id, kind }) => kind === 'export' && known !== null && !known.has(id)),
  );
  // The place is chosen and the work has begun: it goes on beside everything else.
  useEffect(() => {
    if (running) close();
  }, [running]);
  const run = async (order: Order): Promise<void> => {
    setFault(null);
    setKnown(new Set(store.getState().tasks.map(({ id }) => id)));
    setFault(await commands.exportImages(order));
    setKnown(null);
  };
  return [known !== null, fault, run];
}
