import { Check, Flag, Minus, Trash2, X } from 'lucide-react';
import type { DragEvent } from 'react';
import { memo, useLayoutEffect, useRef } from 'react';
import type { Kin } from '../../shared/lineage';
import { isTombstone } from '../../shared/lineage';
import { useStudio } from '../store/studio';
import { classNames } from '../ui/class-names';
import { beginOwnDrag } from '../ui/drag';
import { thumbnails } from '../ui/thumbnails';
import { edgeWords } from './edge-words';
import { kinDetails, kinTitle } from '../ui/kin-words';
import styles from './Lineage.module.css';

type CardProps = Readonly<{
  /** Its place in the family. */
  at: number;
  kin: Kin;
  /** Id of its element, for who has the keys. */
  elementId: string;
  x: number;
  y: number;
  level: number;
  lead: Kin | undefined;
  children: number;
  hidden: number;
  foldable: boolean;
  focused: boolean;
  onPath: boolean;
  marked: boolean;
}>;

/** One image of the graph, with what its prompt has that its lead's has not. */
export const Card = memo(function Card(props: CardProps) {
  const { kin, x, y, focused, marked, hidden, foldable } = props;
  return (
    <div
      id={props.elementId}
      role="treeitem"
      data-kin={kin.id}
      aria-level={props.level}
      aria-selected={focused}
      aria-expanded={foldable ? hidden === 0 : undefined}
      className={classNames(
        styles.card,
        focused && styles.focused,
        props.onPath && styles.onPath,
        marked && styles.marked,
        kin.state !== 'here' && styles.away,
        kin.state === 'forgotten' && styles.forgotten,
        kin.flag === 'reject' && styles.rejected,
      )}
      style={{ transform: `translate(${String(x)}px, ${String(y)}px)` }}
    >
      {props.lead && <EdgeLabel parent={props.lead} kin={kin} />}
      <div className={styles.frame} {...fileOut(kin)}>
        <KinPicture kin={kin} />
        <Badges kin={kin} />
        {marked && (
          <span className={styles.mark} aria-hidden>
            <Check size={12} strokeWidth={2.5} />
          </span>
        )}
      </div>
      <p className={styles.caption} title={kinTitle(kin)} dir="auto">
        <span aria-hidden>{kinTitle(kin)}</span>
        <KinName text={kinTitle(kin) + kinDetails(kin, props.children, hidden)} />
      </p>
      {foldable && (
        <span aria-hidden data-fold={props.at} className={classNames(styles.fold, hidden > 0 && styles.folded)}>
          {hidden > 0 ? `+${String(hidden)}` : <Minus size={12} strokeWidth={2} />}
        </span>
      )}
    </div>
  );
});

/** Properties of a picture whose file is taken out by dragging, as from the grid. What was removed has none. */
export function fileOut(kin: Kin): Readonly<{ draggable: boolean; onDragStart: (event: DragEvent) => void }> {
  return {
    draggable: !isTombstone(kin),
    onDragStart: (event) => {
      event.preventDefault();
      beginOwnDrag([kin.id]);
    },
  };
}

/** The name of a member, for those who hear it: in one piece, since between two a space would stand before a comma. */
export function KinName({ text }: Readonly<{ text: string }>) {
  return <span className="visually-hidden">{text}</span>;
}

/** Words that came and went on the way from the parent. The panel has them whole. */
function EdgeLabel({ parent, kin }: Readonly<{ parent: Kin; kin: Kin }>) {
  const edge = edgeWords(parent, kin);
  if ('words' in edge && edge.words === '') return null;
  return (
    <span className={styles.edge} aria-hidden>
      <span>
        {'words' in edge
          ? edge.words
          : edge.parts.map(({ kind, text }, at) => (
              <span key={at} data-kind={kind}>
                {kind === 'added' ? `+ ${text} ` : kind === 'removed' ? <s>{text}</s> : text}{' '}
              </span>
            ))}
      </span>
    </span>
  );
}

/** The thumbnail of a member, also of one that is gone. Its address is set by hand: what comes a moment later is no work for React. */
export function KinPicture({ kin: { id, state } }: Readonly<{ kin: Kin }>) {
  const picture = useRef<HTMLImageElement>(null);
  const isKept = state !== 'forgotten';
  const version = useStudio((state) => state.versions.get(id) ?? 0);
  useLayoutEffect(() => {
    if (!isKept) {
      picture.current?.removeAttribute('src');
      return undefined;
    }
    return thumbnails.want(id, version, (address) => {
      if (picture.current) picture.current.src = address;
    });
  }, [id, version, isKept]);
  return (
    <img
      ref={picture}
      alt=""
      draggable={false}
      decoding="async"
      onError={(event) => event.currentTarget.removeAttribute('src')}
    />
  );
}

/** Stars, flag and state, over the picture. */
export function Badges({ kin: { stars, flag, state } }: Readonly<{ kin: Kin }>) {
  if (stars === 0 && flag === null && state === 'here') return null;
  return (
    <span className={styles.badges} aria-hidden>
      {state === 'gone' && <span>Removed</span>}
      {state === 'forgotten' && <span>Forgotten</span>}
      {state === 'trashed' && <Trash2 size={12} strokeWidth={2} />}
      {flag === 'pick' && <Flag size={12} strokeWidth={2} fill="currentColor" />}
      {flag === 'reject' && <X size={12} strokeWidth={2.5} />}
      {stars > 0 && <span>{'★'.repeat(stars)}</span>}
    </span>
  );
}
