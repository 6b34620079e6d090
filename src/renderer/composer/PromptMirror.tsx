import type { ReactNode, Ref } from 'react';
import { useMemo } from 'react';
import type { PromptProblem } from '../../shared/expansion';
import type { SourceMention } from '../../shared/source-mentions';
import styles from './Composer.module.css';

type PromptMirrorProps = Readonly<{
  ref: Ref<HTMLDivElement>;
  text: string;
  problems: readonly PromptProblem[];
  /** Places that name a source. */
  mentions: readonly SourceMention[];
  /** Shown behind the text. */
  rest: string;
}>;

/** The text again behind the field, unseen: it carries the marks at places that something is said about, and a proposal. */
export function PromptMirror({ ref, text, problems, mentions, rest }: PromptMirrorProps) {
  const marked = useMemo(() => markedText(text, marksOf(problems, mentions)), [text, problems, mentions]);
  return (
    <div ref={ref} className={styles.mirror} aria-hidden>
      {marked}
      <span className={styles.rest}>{rest}</span>
    </div>
  );
}

interface Mark {
  readonly from: number;
  readonly to: number;
  readonly look: string | undefined;
}

function marksOf(problems: readonly PromptProblem[], mentions: readonly SourceMention[]): readonly Mark[] {
  const odd = problems.map(({ from, to, blocks }) => ({ from, to, look: blocks ? styles.blocking : styles.odd }));
  if (mentions.length === 0) return odd;
  const named = mentions.map(({ from, to }) => ({ from, to, look: styles.mention }));
  return [...odd, ...named].sort((one, other) => one.from - other.from);
}

function markedText(text: string, marks: readonly Mark[]): readonly ReactNode[] {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { from, to, look } of marks) {
    // What is said of the whole needs no mark; what lies in a marked place has one.
    if (from < at || (from === 0 && to === text.length)) continue;
    pieces.push(text.slice(at, from));
    pieces.push(
      <mark key={from} className={look}>
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return [...pieces, text.slice(at)];
}
