import type { Draft } from '../../shared/draft';
import { expandPrompt } from '../../shared/expansion';
import type { Orders } from '../../shared/orders';
import { ordersOf, priceOf } from '../../shared/orders';
import type { PriceTable } from '../../shared/recipe-rules';
import { modelOf } from './draft';

const known = new WeakMap<Draft, Orders>();

/** What may be worked out at each key, in milliseconds. */
const QUICK = 4;
/** How long the last one took: the next one of the same text takes as long. */
let took = 0;

/** What the draft as it stands would send: worked out once for each state of it, so that what is shown is what is sent. */
export function draftOrders(draft: Draft): Orders {
  const found = known.get(draft);
  if (found) return found;
  const began = performance.now();
  const orders = ordersOf(draft, modelOf(draft.recipe));
  took = performance.now() - began;
  known.set(draft, orders);
  return orders;
}

/** The same where it takes no time that a person who types would feel; else null. */
export function quickOrders(draft: Draft): Orders | null {
  return known.get(draft) ?? (took < QUICK ? draftOrders(draft) : null);
}

/** True for words that mean nothing but themselves, whatever stands in braces in them. */
export function standsForItself(text: string): boolean {
  const { prompts, total, variables } = expandPrompt(text, { values: {}, literal: false, perLine: false, limit: 1 });
  return total === 1 && variables.length === 0 && prompts[0] === text;
}

/** Images and estimate of some orders of a draft. */
export function totals(draft: Draft, orders: Orders['orders'], prices: PriceTable) {
  return {
    requests: orders.length,
    images: orders.reduce((sum, { count }) => sum + count, 0),
    price: priceOf(orders, modelOf(draft.recipe), prices),
  };
}
