import { ContextMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { useMemo } from 'react';
import { imageActions } from '../keys/actions';
import { useStudio } from '../store/studio';
import { ContextItems } from '../ui/ContextItems';

/** The context menu of the grid; it acts on the selection. */
export function GridMenu({ children }: Readonly<{ children: ReactElement }>) {
  const platform = useStudio((state) => state.platform);
  const place = useStudio((state) => state.place);
  const items = useMemo(() => imageActions(platform, place), [platform, place]);
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextItems items={items} platform={platform} />
    </ContextMenu.Root>
  );
}
