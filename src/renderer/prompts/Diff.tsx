import { Fragment, useMemo } from 'react';
import type { DiffPart } from '../ui/word-diff';
import { wordDiff } from '../ui/word-diff';
import styles from './PromptPanel.module.css';

/** Letters of what stayed that are shown on either side of a change, where the text is not wanted whole. */
const AROUND = 60;

type DiffProps = Readonly<{
  before: string;
  after: string;
  /** All of what stayed; else only what is around the changes. */
  whole?: boolean;
}>;

/** Two texts in one: what was taken away and what was added is told by colour, by a line and by a word for those who hear it. */
export function Diff({ before, after, whole = false }: DiffProps) {
  const parts = useMemo(() => wordDiff(before, after), [before, after]);
  return (
    <p className={styles.diff} dir="auto">
      {parts.map(({ kind, text }, at) => (
        <Fragment key={at}>
          {kind === 'removed' && (
            <del>
              <Sign sign="−" word="removed" />
              <s>{text}</s>
            </del>
          )}
          {kind === 'added' && (
            <ins>
              <Sign sign="+" word="added" />
              <u>{text}</u>
            </ins>
          )}
          {kind === 'same' && (whole ? text : shortened(text, at, parts))}
        </Fragment>
      ))}
    </p>
  );
}

/** For the eye a sign, for the ear a word. */
function Sign({ sign, word }: Readonly<{ sign: string; word: string }>) {
  return (
    <>
      <span className="visually-hidden"> {word}: </span>
      <span aria-hidden className={styles.sign}>
        {sign}
      </span>
    </>
  );
}

/** What is between two changes keeps both its ends, what is before or after all of them the one that touches a change. */
function shortened(text: string, at: number, parts: readonly DiffPart[]): string {
  const [head, tail] = [at === 0 ? 0 : AROUND, at === parts.length - 1 ? 0 : AROUND];
  if (text.length <= head + tail + 20) return text;
  const [start, end] = [text.slice(0, head).replace(/\S*$/u, ''), text.slice(text.length - tail).replace(/^\S*/u, '')];
  return `${start}${head > 0 && tail > 0 ? '… ' : '…'}${tail === 0 ? '' : end}`;
}
