import type { StateCreator } from 'zustand';
import type { Draft } from '../../shared/draft';
import type { Recipe } from '../../shared/recipe';
import type { Columns } from './columns';
import type { DraftSlice } from './draft';
import { draftOf } from './draft';
import { isVanished } from './vanished';

/** One line of the table of what would be sent. */
export interface ReviewRow {
  readonly recipe: Recipe;
  /** Made with the table, so that a confirmation that is tried again is the same one. */
  readonly intentId: string;
}

/** A batch that is looked at before it is sent. */
export interface Review {
  /** As it was when the table was made: another one needs another table. */
  readonly draft: Draft;
  readonly batchId: string;
  readonly rows: readonly ReviewRow[];
  /** Places in `rows` that are not to be sent. */
  readonly left: ReadonlySet<number>;
  /** Why main did not take it; null before that. */
  readonly fault: string | null;
}

/** What is asked before several requests are sent at once. */
export interface BatchSlice {
  /** The one that is looked at. */
  readonly review: Review | null;
  /** The one that was closed without being sent: opened again while the draft is the same, nothing of it is lost. */
  readonly closedReview: Review | null;
  /** Opens the table; that of the same draft as it was left. */
  readonly openReview: (review: Review) => void;
  readonly closeReview: () => void;
  /** Forgets it: it was sent. */
  readonly endReview: () => void;
  readonly setReviewFault: (fault: string | null) => void;
  /** Says which rows are to be sent. */
  readonly chooseRows: (places: readonly number[], sent: boolean) => void;
}

/** Nothing is looked at. */
export const createBatchSlice: StateCreator<BatchSlice> = (set) => {
  const change = (to: (review: Review) => Partial<Review>): void => {
    set(({ review }) => (review ? { review: { ...review, ...to(review) } } : {}));
  };
  return {
    review: null,
    closedReview: null,
    openReview: (review) => {
      set(({ closedReview: closed }) => ({ review: closed && sendSame(closed.draft, review.draft) ? closed : review }));
    },
    closeReview: () => {
      set(({ review, closedReview }) => ({ review: null, closedReview: review ?? closedReview }));
    },
    endReview: () => {
      set({ review: null, closedReview: null });
    },
    setReviewFault: (fault) => {
      change(() => ({ fault }));
    },
    chooseRows: (places, sent) => {
      change(({ left }) => {
        const next = new Set(left);
        for (const place of places)
          if (sent) next.delete(place);
          else next.add(place);
        return { left: next };
      });
    },
  };
};

/** True when both would send the very same requests in the same way. */
function sendSame(one: Draft, other: Draft): boolean {
  const fields = [
    ...(['recipe', 'webhook', 'moreRatios', 'moreResolutions', 'eachOf', 'perLine', 'literal', 'values'] as const),
  ];
  return one.id === other.id && fields.every((field) => one[field] === other[field]);
}

/** The table that is open, as long as the draft that is shown is still the one that it was made of. */
export function reviewOf(state: Pick<DraftSlice & BatchSlice, 'review' | 'drafts' | 'activeDraft'>): Review | null {
  return state.review && sendSame(state.review.draft, draftOf(state)) ? state.review : null;
}

/** Places of rows that can't be sent: a source of theirs is gone. */
export function goneRows({ rows }: Pick<Review, 'rows'>, columns: Columns | null): ReadonlySet<number> {
  return new Set(rows.flatMap(({ recipe }, place) => (canBeSent(recipe, columns) ? [] : [place])));
}

/** True while all sources of the recipe are in the library. */
export function canBeSent({ sourceIds }: Recipe, columns: Columns | null): boolean {
  return !sourceIds.some((id) => isVanished(columns, id));
}

/** The rows that are to be sent, in their order. */
export function sentRows({ rows, left }: Review, gone: ReadonlySet<number>): readonly ReviewRow[] {
  return rows.filter((_, place) => !left.has(place) && !gone.has(place));
}
