import { ListFilter, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { filterCount } from '../store/asking';
import { countFacets } from '../store/facet-counts';
import { store, useStudio } from '../store/studio';
import { classNames } from '../ui/class-names';
import { useSize } from '../ui/use-size';
import styles from './Filter.module.css';
import { FilterChoices } from './FilterChoices';
import { FilterFoot } from './FilterFoot';
import type { FilterPart } from './filter-parts';
import { chipsFor, filterParts } from './filter-parts';

/** What images are filtered by: as many chips as there is room for, and a button with all of it. `today` is any moment of it. */
export function FilterBar({ today }: Readonly<{ today: number }>) {
  const filter = useStudio((state) => state.filter);
  const [measure, { width }] = useSize();
  const set = filterCount(filter);
  // Counts and the years of the dates are looked up when a panel opens; the chips need only what is asked.
  const chips = chipsFor(filterParts(filter, null, today), width);
  return (
    <div className={styles.bar} role="group" aria-label="Filters">
      <Popover.Root>
        <Popover.Trigger className={classNames(styles.chip, styles.all)}>
          <ListFilter size={13} aria-hidden />
          {set === 0 ? 'Filters' : `Filters (${String(set)})`}
        </Popover.Trigger>
        <Panel>
          <AllChoices />
        </Panel>
      </Popover.Root>
      <div ref={measure} className={styles.chips}>
        {chips.map((part) => (
          <Chip key={part.name} part={part} />
        ))}
      </div>
    </div>
  );
}

function Chip({ part }: Readonly<{ part: FilterPart }>) {
  const [open, setOpen] = useState(false);
  return (
    <span className={classNames(styles.chipBox, part.asked !== null && styles.set)}>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger className={styles.chip} aria-label={`${part.label}: ${part.asked ?? part.none}`}>
          {part.asked ?? part.none}
        </Popover.Trigger>
        <Panel narrow>
          <OneChoice name={part.name} />
        </Panel>
      </Popover.Root>
      {part.asked !== null && (
        <button
          type="button"
          className={styles.remove}
          aria-label={`Remove the filter ${part.asked}`}
          onClick={() => store.getState().setFilter(part.off)}
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}

function Panel({ narrow = false, children }: Readonly<{ narrow?: boolean; children: React.ReactNode }>) {
  return (
    <Popover.Portal>
      <Popover.Content
        className={classNames(styles.panel, narrow && styles.narrow)}
        aria-label="Filters"
        align="start"
        sideOffset={6}
        collisionPadding={8}
      >
        {children}
      </Popover.Content>
    </Popover.Portal>
  );
}

function useParts(): readonly FilterPart[] {
  const filter = useStudio((state) => state.filter);
  const counts = useStudio(countFacets);
  const [now] = useState(() => Date.now());
  return filterParts(filter, counts, now);
}

function AllChoices() {
  const parts = useParts();
  return (
    <>
      <div className={styles.parts}>
        {parts.map((part) => (
          <FilterChoices key={part.name} part={part} />
        ))}
      </div>
      <FilterFoot />
    </>
  );
}

function OneChoice({ name }: Readonly<{ name: FilterPart['name'] }>) {
  const part = useParts().find((candidate) => candidate.name === name);
  return part ? <FilterChoices part={part} /> : null;
}
