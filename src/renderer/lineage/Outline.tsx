import { ChevronDown, ChevronRight } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useLayoutEffect, useRef, useState } from 'react';
import { classNames } from '../ui/class-names';
import { useSize } from '../ui/use-size';
import { Badges, fileOut, KinName, KinPicture } from './Card';
import { edgeWords } from './edge-words';
import type { FamilyTree, LineageActs } from './family-tree';
import { hasBranch, memberOf } from './family-tree';
import type { OutlineRow } from './kinship';
import { kinDetails, kinTitle } from '../ui/kin-words';
import styles from './Lineage.module.css';
import { useLineageView } from './lineage-view';

/** Height of a line, in CSS pixels, and lines beyond those in sight that are in the page. */
const LINE = 48;
const BEYOND = 8;

type OutlineProps = Readonly<{
  tree: FamilyTree;
  rows: readonly OutlineRow[];
  focused: number;
  acts: LineageActs;
}>;

/** The family as lines: each image once, below the one that it was made from. */
export function Outline({ tree, rows, focused, acts }: OutlineProps) {
  const [measure, { height }] = useSize();
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const marked = useLineageView((view) => view.marked);
  const place = rows.findIndex(({ at }) => at === focused);
  const first = Math.max(0, Math.floor(top / LINE) - BEYOND);
  const last = Math.min(rows.length, Math.ceil((top + height) / LINE) + BEYOND);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || place < 0 || height === 0) return;
    const line = place * LINE;
    // The lines begin below the tools, so that they have less room than the stage.
    const room = box.clientHeight;
    if (line < box.scrollTop) box.scrollTop = line;
    else if (line + LINE > box.scrollTop + room) box.scrollTop = line + LINE - room;
  }, [place, height]);

  const under = (event: MouseEvent<HTMLElement>): OutlineRow | undefined => {
    const line = event.target instanceof Element ? event.target.closest('[data-place]') : null;
    return line ? rows[Number(line.getAttribute('data-place'))] : undefined;
  };
  const shown = rows.slice(first, last).map((row, offset) => ({ row, place: first + offset }));
  return (
    <div ref={measure} className={styles.stage}>
      <div
        ref={scroller}
        role="tree"
        aria-label="Lineage"
        aria-activedescendant={place < first || place >= last ? undefined : `kin-line-${String(place)}`}
        tabIndex={0}
        // The place in the large view that is given the keys; see `focusOn`.
        data-cell="lineage"
        className={styles.outline}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onClick={(event) => {
          const row = under(event);
          if (!row) return;
          if (event.target instanceof Element && event.target.closest('[data-fold]')) acts.fold(row.at);
          else if (event.shiftKey) acts.mark(row.at);
          else acts.focus(row.at);
        }}
        onContextMenu={(event) => {
          const row = under(event);
          if (row) acts.focus(row.at);
        }}
        onDoubleClick={(event) => {
          const row = under(event);
          if (row) acts.open(row.at);
        }}
      >
        <div className={styles.lines} style={{ height: rows.length * LINE }}>
          {shown.map(({ row, place: at }) => (
            <Line
              key={memberOf(tree, row.at)?.id}
              tree={tree}
              row={row}
              place={at}
              focused={row.at === focused}
              marked={memberOf(tree, row.at)?.id === marked}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** Deep levels go in by less: a long row of edits would leave no room for its words. */
function indentOf(level: number): number {
  return 12 + Math.min(level - 1, 8) * 22 + Math.min(Math.max(level - 9, 0), 24) * 4;
}

type LineProps = Readonly<{ tree: FamilyTree; row: OutlineRow; place: number; focused: boolean; marked: boolean }>;

function Line({ tree, row, place, focused, marked }: LineProps) {
  const kin = memberOf(tree, row.at);
  if (!kin) return null;
  const { kinship, unfolded } = tree;
  const hidden = unfolded.hidden[row.at] ?? 0;
  const foldable = hasBranch(kinship, row.at);
  const lead = memberOf(tree, unfolded.leads[row.at] ?? -1);
  const others = (kinship.parents[row.at] ?? []).filter((parent) => parent !== unfolded.leads[row.at]);
  const also = others.flatMap((parent) => {
    const other = memberOf(tree, parent);
    return other ? [`“${kinTitle(other)}”`] : [];
  });
  const from = also.length > 0 ? `also from ${also.join(' and ')}` : '';
  const details = kinDetails(kin, kinship.children[row.at]?.length ?? 0, hidden);
  return (
    <div
      id={`kin-line-${String(place)}`}
      role="treeitem"
      data-place={place}
      data-kin={kin.id}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-selected={focused}
      aria-expanded={foldable ? hidden === 0 : undefined}
      className={classNames(
        styles.line,
        focused && styles.focused,
        marked && styles.marked,
        kin.state !== 'here' && styles.away,
      )}
      style={{ top: place * LINE, height: LINE, paddingLeft: indentOf(row.level) }}
    >
      <span className={styles.twist} aria-hidden data-fold={foldable ? row.at : undefined}>
        {foldable && (hidden > 0 ? <ChevronRight size={14} /> : <ChevronDown size={14} />)}
      </span>
      <span className={styles.small} aria-hidden {...fileOut(kin)}>
        <KinPicture kin={kin} />
      </span>
      <span className={styles.lineTitle} dir="auto" aria-hidden>
        {kinTitle(kin)}
      </span>
      <KinName text={`${kinTitle(kin)}${details}${from === '' ? '' : `, ${from}`}`} />
      <span className={styles.lineFacts} aria-hidden>
        {from !== '' ? from : lead ? shortWords(edgeWords(lead, kin)) : ''}
        {hidden > 0 && ` · ${String(hidden)} folded away`}
      </span>
      <Badges kin={kin} />
    </div>
  );
}

function shortWords(words: ReturnType<typeof edgeWords>): string {
  // That an edit has words of its own is seen from its title.
  if ('words' in words) return words.words === 'Same prompt' ? words.words : '';
  return words.parts.map(({ kind, text }) => `${{ added: '+ ', removed: '− ', same: '' }[kind]}${text}`).join('  ');
}
