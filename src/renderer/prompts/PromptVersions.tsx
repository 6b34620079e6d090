import { useMemo, useState } from 'react';
import type { PromptId } from '../../shared/ids';
import type { PromptVersion } from '../../shared/prompts';
import { promptCommands, store } from '../store/studio';
import { Diff } from '../ui/Diff';
import { Button } from '../ui/Button';
import { firstLine, imageCount } from '../ui/format';
import { useNow } from '../ui/use-now';
import { shortDate } from './prompt-words';
import styles from './PromptPanel.module.css';

/** Versions that are shown at first: those around the one that is looked at. */
const FEW = 6;

type PromptVersionsProps = Readonly<{ id: PromptId; versions: readonly PromptVersion[] }>;

/** The chain that a prompt is part of, the first version at the top, each with what is different from the one it was made from. */
export function PromptVersions({ id, versions }: PromptVersionsProps) {
  const [all, setAll] = useState(false);
  const byId = useMemo(() => new Map(versions.map((version) => [version.id, version])), [versions]);
  const here = versions.findIndex((version) => version.id === id);
  const from = all ? 0 : Math.max(0, Math.min(here - FEW / 2, versions.length - FEW));
  const shown = all ? versions : versions.slice(from, from + FEW);
  return (
    <section aria-label="Versions">
      <h2>{versions.length} versions</h2>
      <ol className={styles.versions}>
        {shown.map((version, at) => (
          <Version
            key={version.id}
            version={version}
            number={from + at + 1}
            parent={version.parent === null ? undefined : byId.get(version.parent)}
            parentNumber={versions.findIndex((other) => other.id === version.parent) + 1}
            here={version.id === id}
          />
        ))}
      </ol>
      {versions.length > FEW && (
        <div className={styles.more}>
          <Button size="small" variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${String(versions.length)}`}
          </Button>
        </div>
      )}
    </section>
  );
}

type VersionProps = Readonly<{
  version: PromptVersion;
  /** From 1. */
  number: number;
  parent: PromptVersion | undefined;
  parentNumber: number;
  here: boolean;
}>;

function Version({ version, number, parent, parentNumber, here }: VersionProps) {
  const { id, text, imageCount: images, keptCount, firstUsedAt } = version;
  const now = useNow(false);
  const facts = [
    firstUsedAt > 0 ? shortDate(firstUsedAt, now) : '',
    images > 0 ? imageCount(images) : '',
    keptCount > 0 ? `${keptCount.toLocaleString('en')} kept` : '',
    parent && parentNumber !== number - 1 ? `from version ${String(parentNumber)}` : '',
  ];
  return (
    <li className={styles.version} aria-current={here ? 'true' : undefined}>
      <div className={styles.versionHead}>
        <button
          type="button"
          disabled={here}
          aria-label={`Version ${String(number)}: ${firstLine(text)}`}
          onClick={() => promptCommands.showPrompt(id)}
        >
          Version {number}
        </button>
        <span className={styles.quiet}>{facts.filter((fact) => fact !== '').join(' · ')}</span>
        {!here && (
          <button
            type="button"
            className={styles.compare}
            aria-label={`Compare with version ${String(number)}`}
            onClick={() => store.getState().selectPrompt(id, 'toggle')}
          >
            Compare
          </button>
        )}
      </div>
      {parent ? <Diff before={parent.text} after={text} /> : <p className={styles.first}>{firstLine(text)}</p>}
    </li>
  );
}
