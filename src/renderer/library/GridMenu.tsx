import { ContextMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { imageActions } from '../keys/actions';
import { useStudio } from '../store/studio';
import { ContextItems } from '../ui/ContextItems';

/** The context menu of the grid; it acts on the selection. */
export function GridMenu({ children }: Readonly<{ children: ReactElement }>) {
  const platform = useStudio((state) => state.platform);
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextItems items={imageActions(platform)} platform={platform} />
    </ContextMenu.Root>
  );
}
