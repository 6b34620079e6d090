import { useState } from 'react';
import { commands, settingsCommands, store, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { Segmented } from '../ui/Segmented';
import { Backups } from './Backups';
import { reportWords } from './report-words';
import styles from './Settings.module.css';

/** Where the images lie, how they are kept safe, and what is done about the trash. */
export function LibrarySection() {
  const open = useStudio((state) => state.libraryState.status === 'open');
  return (
    <>
      <Folder />
      <TrashDays />
      {open && (
        <>
          <Check />
          <Backups />
          <Rebuild />
        </>
      )}
      <div className={styles.block}>
        <p className={styles.label}>History</p>
        <div>
          <Button size="small" onClick={() => store.getState().setDialog('history')}>
            Show what was done…
          </Button>
        </div>
      </div>
    </>
  );
}

function Folder() {
  const library = useStudio((state) => state.libraryState);
  const fixed = useStudio((state) => state.fixed.library);
  const [fault, setFault] = useState<string | null>(null);
  const problem = fault ?? (library.status === 'unavailable' ? library.message : library.readOnly);
  const warning = library.status === 'open' ? library.warning : null;
  return (
    <div className={styles.block}>
      <div className={styles.line}>
        <p className={styles.path} title={library.folder}>
          {library.folder}
        </p>
        <Button size="small" disabled={fixed} onClick={() => void settingsCommands.chooseLibrary().then(setFault)}>
          Choose…
        </Button>
        <Button
          size="small"
          disabled={fixed || library.status !== 'open' || library.readOnly !== null}
          onClick={() => void commands.moveLibrary().then(setFault)}
        >
          Move…
        </Button>
        <Button size="small" onClick={() => void settingsCommands.showLibrary().then(setFault)}>
          Show
        </Button>
      </div>
      {problem !== null && (
        <p role="alert" className={styles.fault}>
          {problem}
        </p>
      )}
      {warning !== null && <p className={styles.warning}>{warning}</p>}
      {problem === null && warning === null && (
        <p className={styles.hint}>
          {fixed
            ? 'Set from outside for this run.'
            : '“Choose” uses another library; “Move” takes this one, with every file, to another folder.'}
        </p>
      )}
    </div>
  );
}

const DAYS = [7, 30, 90, 365] as const;

function TrashDays() {
  const days = useStudio((state) => state.settings.trashDays);
  const [fault, setFault] = useState<string | null>(null);
  const choices = [...new Set<number>([...DAYS, ...(days === null ? [] : [days])])].sort((a, b) => a - b);
  const change = (value: string): void => {
    void settingsCommands.change({ trashDays: value === 'never' ? null : Number(value) }).then(setFault);
  };
  return (
    <div className={styles.block}>
      <p className={styles.label}>Images stay in the trash for</p>
      <div>
        <Segmented
          label="Days in the trash"
          values={[...choices.map(String), 'never']}
          value={days === null ? 'never' : String(days)}
          text={(value) => (value === 'never' ? 'Until I empty it' : `${value} days`)}
          onChange={change}
        />
      </div>
      <p className={styles.hint}>
        {days === null ? 'When the trash is emptied' : 'After that'}, the prompt and a small picture of an image that
        has relatives in the library stay in their lineage. There each can be forgotten, too.
      </p>
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}

function Check() {
  const running = useStudio(({ tasks }) => tasks.some(({ kind, state }) => kind === 'check' && state === 'running'));
  const [told, setTold] = useState<{ readonly fault: boolean; readonly lines: readonly string[] } | null>(null);
  const check = async (): Promise<void> => {
    setTold(null);
    const result = await commands.checkLibrary();
    if (result.ok) setTold({ fault: false, lines: reportWords(result.data) });
    else if (result.error.code !== 'cancelled') setTold({ fault: true, lines: [result.error.message] });
  };
  return (
    <div className={styles.block}>
      <p className={styles.label}>Check</p>
      <div className={styles.line}>
        <p className={styles.hintBeside}>
          Reads every file and record: what is missing, moved or changed from outside is found and said.
        </p>
        <Button size="small" aria-disabled={running} onClick={() => !running && void check()}>
          {running ? 'Checking…' : 'Check now'}
        </Button>
      </div>
      <div role="status" className={told?.fault === true ? styles.fault : styles.hint}>
        {told?.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  );
}

function Rebuild() {
  const [fault, setFault] = useState<string | null>(null);
  return (
    <div className={styles.block}>
      <p className={styles.label}>Rebuild</p>
      <div className={styles.line}>
        <p className={styles.hintBeside}>
          Makes the records anew from the files and what lies beside them. The old records are kept aside.
        </p>
        <Button size="small" onClick={() => void commands.rebuildLibrary().then(setFault)}>
          Rebuild…
        </Button>
      </div>
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
