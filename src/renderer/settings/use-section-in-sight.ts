import { useEffect, useState } from 'react';

/** Pixels below the upper edge at which a section counts as the one that is read. */
const READING = 60;

/** Which section of a scrolled page is in sight, and the way to another. */
export interface SectionInSight {
  /** From 0. */
  readonly inSight: number;
  readonly goTo: (at: number) => void;
}

/** Follows the scrolling of a page whose direct children are its sections. */
export function useSectionInSight(scroller: HTMLElement | null, sections: number): SectionInSight {
  const [inSight, setInSight] = useState(0);
  /** The one that was asked for; the last ones can't be scrolled to the top, and are in sight all the same. */
  const [asked, setAsked] = useState<number | null>(null);

  useEffect(() => {
    if (!scroller) return undefined;
    const look = (): void => {
      const top = scroller.getBoundingClientRect().top + READING;
      const tops = Array.from(scroller.children, (section) => section.getBoundingClientRect().top);
      const end = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
      const read = tops.filter((at) => at <= top).length - 1;
      setInSight(end && scroller.scrollTop > 0 ? sections - 1 : Math.max(0, read));
    };
    // Only the person's own scrolling takes the mark away from what was asked for.
    const byHand = (): void => setAsked(null);
    scroller.addEventListener('scroll', look, { passive: true });
    scroller.addEventListener('wheel', byHand, { passive: true });
    scroller.addEventListener('pointerdown', byHand, { passive: true });
    scroller.addEventListener('focusin', byHand);
    return () => {
      scroller.removeEventListener('scroll', look);
      scroller.removeEventListener('wheel', byHand);
      scroller.removeEventListener('pointerdown', byHand);
      scroller.removeEventListener('focusin', byHand);
    };
  }, [scroller, sections]);

  const goTo = (at: number): void => {
    const section = scroller?.children[at];
    section?.scrollIntoView({ block: 'start' });
    // The next Tab goes to its first field.
    section?.querySelector('h3')?.focus({ preventScroll: true });
    setAsked(at);
  };
  return { inSight: asked ?? inSight, goTo };
}
