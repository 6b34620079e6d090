import { Fragment, useMemo } from 'react';
import { aroundChanges } from './around-changes';
import styles from './Diff.module.css';
import { wordDiff } from './word-diff';

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
          {kind === 'same' &&
            (whole ? text : aroundChanges(text, at === 0 ? 0 : AROUND, at === parts.length - 1 ? 0 : AROUND))}
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
