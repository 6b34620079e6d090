import { ContextMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { memo } from 'react';
import { imageActions } from '../keys/actions';
import { useStudio } from '../store/studio';
import { ContextItems } from '../ui/ContextItems';

/** The context menu of the large view. */
export function ViewerMenu({ children }: Readonly<{ children: ReactElement }>) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <Items />
    </ContextMenu.Root>
  );
}

/** Not drawn anew for each image: they act on the one that is on show. */
const Items = memo(function Items() {
  const platform = useStudio((state) => state.platform);
  const place = useStudio((state) => state.place);
  const groups = imageActions(platform, place).map((group) => group.filter((line) => line.label !== 'Open'));
  return <ContextItems items={groups} platform={platform} />;
});
