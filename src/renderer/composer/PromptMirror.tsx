import type { ReactNode, Ref } from 'react';
import { useMemo } from 'react';
import type { PromptProblem } from '../../shared/expansion';
import styles from './Composer.module.css';

type PromptMirrorProps = Readonly<{
  ref: Ref<HTMLDivElement>;
  text: string;
  problems: readonly PromptProblem[];
  /** Shown behind the text. */
  rest: string;
}>;

/** The text again behind the field, unseen: it carries the marks at places that something is said about, and a proposal. */
export function PromptMirror({ ref, text, problems, rest }: PromptMirrorProps) {
  const marked = useMemo(() => markedText(text, problems), [text, problems]);
  return (
    <div ref={ref} className={styles.mirror} aria-hidden>
      {marked}
      <span className={styles.rest}>{rest}</span>
    </div>
  );
}

function markedText(text: string, problems: readonly PromptProblem[]): readonly ReactNode[] {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { from, to, blocks } of problems) {
    // What is said of the whole needs no mark; what lies in a marked place has one.
    if (from < at || (from === 0 && to === text.length)) continue;
    pieces.push(text.slice(at, from));
    pieces.push(
      <mark key={from} className={blocks ? styles.blocking : styles.odd}>
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return [...pieces, text.slice(at)];
}
