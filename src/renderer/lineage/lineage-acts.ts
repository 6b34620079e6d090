import type { Kin } from '../../shared/lineage';
import { isTombstone } from '../../shared/lineage';
import { commands, store } from '../store/studio';
import { focusOn } from '../ui/focus';
import { FORGOTTEN, GONE } from '../ui/kin-words';
import type { FamilyTree, LineageActs } from './family-tree';
import { hasBranch, memberOf } from './family-tree';
import { lineageView } from './lineage-view';

/** What can be done with members of that tree. */
export function lineageActs(tree: FamilyTree): LineageActs {
  const say = (text: string): void => store.getState().say(text);
  /** Does something with a member; of what is gone it says that nothing can be done. */
  const withFile = (at: number, act: (kin: Kin) => void): void => {
    const kin = memberOf(tree, at);
    if (kin && isTombstone(kin)) say(kin.state === 'gone' ? GONE : FORGOTTEN);
    else if (kin) act(kin);
  };
  const focus = (at: number): void => {
    const kin = memberOf(tree, at);
    if (!kin) return;
    const { lookAt, stand } = store.getState();
    // Every key of the large view means the opened image; nobody can open what is only kept in words.
    if (isTombstone(kin)) stand(kin);
    else lookAt(kin.id, 'lineage');
  };
  /** The one that was made first is the one before. */
  const comparePair = (one: number, other: number): void => {
    withFile(one, (a) =>
      withFile(other, (b) => {
        const isLater = (tree.kinship.ranks[one] ?? 0) > (tree.kinship.ranks[other] ?? 0);
        lineageView.setState({ marked: null });
        store.getState().compare(isLater ? [b.id, a.id] : [a.id, b.id]);
      }),
    );
  };
  const markedPlace = (): number => {
    const { marked } = lineageView.getState();
    return marked === null ? -1 : (tree.kinship.places.get(marked) ?? -1);
  };

  return {
    focus,
    open: (at) => withFile(at, ({ id }) => store.getState().open(id)),
    compare: (at) => {
      const marked = markedPlace();
      const other = marked >= 0 && marked !== at ? marked : (tree.kinship.leads[at] ?? -1);
      if (other >= 0) comparePair(other, at);
      else withFile(at, () => say('Mark another image with M first: this one was made from no other.'));
    },
    mark: (at) => {
      const marked = markedPlace();
      if (marked === at) lineageView.setState({ marked: null });
      else if (marked >= 0) comparePair(marked, at);
      else {
        withFile(at, ({ id }) => {
          lineageView.setState({ marked: id });
          say('Marked. M or C on another image compares the two.');
        });
      }
    },
    fold: (at) => {
      const id = memberOf(tree, at)?.id;
      if (id === undefined || !hasBranch(tree.kinship, at)) return;
      const folded = new Set(lineageView.getState().folded);
      if (!folded.delete(id)) folded.add(id);
      // Who has the keys may be folded away.
      focus(at);
      lineageView.setState({ folded });
    },
    forget: (at) => {
      const kin = memberOf(tree, at);
      if (kin?.state === 'forgotten') say(FORGOTTEN);
      if (kin?.state !== 'gone') return;
      void commands.forget(kin.id).then((done) => {
        // The button that was pressed goes with what was kept.
        if (done) focusOn('viewer');
      });
    },
    branch: (at) => withFile(at, ({ id }) => commands.useAsSources([id])),
  };
}
