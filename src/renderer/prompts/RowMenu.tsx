import { ContextMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { useMemo } from 'react';
import type { ActionId } from '../../shared/actions';
import { menuLine } from '../keys/actions';
import { useStudio } from '../store/studio';
import { ContextItems } from '../ui/ContextItems';

const LINES: readonly (readonly ActionId[])[] = [
  ['restore-prompt', 'prompt-to-template'],
  ['favourite-prompt', 'tag-prompt'],
  ['copy-prompts'],
];

/** The context menu of the history; it acts on the selection. */
export function RowMenu({ children }: Readonly<{ children: ReactElement }>) {
  const platform = useStudio((state) => state.platform);
  const items = useMemo(() => LINES.map((ids) => ids.map((id) => menuLine(id, platform))), [platform]);
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextItems items={items} platform={platform} />
    </ContextMenu.Root>
  );
}
