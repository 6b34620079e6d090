import { ContextMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { imageActions } from '../keys/actions';
import { useStudio } from '../store/studio';
import { ContextItems } from '../ui/ContextItems';

/** The context menu of the large view. */
export function ViewerMenu({ children }: Readonly<{ children: ReactElement }>) {
  const platform = useStudio((state) => state.platform);
  const place = useStudio((state) => state.place);
  const groups = imageActions(platform, place).map((group) => group.filter((line) => line.label !== 'Open'));
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextItems items={groups} platform={platform} />
    </ContextMenu.Root>
  );
}
