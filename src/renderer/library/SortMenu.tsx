import { ArrowDownWideNarrow } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { LibrarySort } from '../../shared/library-query';
import { store, useStudio } from '../store/studio';
import controls from '../ui/controls.module.css';
import styles from './Library.module.css';

const SORTS = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  rating: 'Best rated first',
  pixels: 'Most pixels first',
  'file-size': 'Largest files first',
  name: 'By prompt, A to Z',
} as const satisfies Record<LibrarySort, string>;

/** The order of the grid. */
export function SortMenu() {
  const sort = useStudio((state) => state.sort);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={controls.icon} aria-label={`Sort: ${SORTS[sort]}`} title={SORTS[sort]}>
        <ArrowDownWideNarrow size={16} strokeWidth={1.75} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={controls.menu} align="end" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={sort}>
            {Object.entries(SORTS).map(([value, label]) => (
              <DropdownMenu.RadioItem
                key={value}
                value={value}
                className={controls.menuItem}
                onSelect={() => {
                  if (isSort(value)) store.getState().setSort(value);
                }}
              >
                {label}
                <DropdownMenu.ItemIndicator className={styles.chosen}>✓</DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function isSort(value: string): value is LibrarySort {
  return value in SORTS;
}
