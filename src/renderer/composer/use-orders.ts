import { useEffect, useState } from 'react';
import type { Draft } from '../../shared/draft';
import type { Orders } from '../../shared/orders';
import { draftOrders, quickOrders } from '../store/draft-orders';

/** How long no key is pressed before a draft that takes long to be taken apart is. Milliseconds. */
const PAUSE = 150;

/** What the draft would send; null for a moment while the person types in one that takes long. The text never waits. */
export function useOrders(draft: Draft): Orders | null {
  const [settled, setSettled] = useState<Draft | null>(null);
  const orders = settled === draft ? draftOrders(draft) : quickOrders(draft);
  const waits = orders === null;
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setTimeout(() => setSettled(draft), PAUSE);
    return () => clearTimeout(timer);
  }, [waits, draft]);
  return orders;
}
