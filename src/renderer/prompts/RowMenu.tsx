import { ContextMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { useMemo } from 'react';
import { promptCommands, store, templateCommands, useStudio } from '../store/studio';
import type { MenuLine } from '../ui/ContextItems';
import { ContextItems } from '../ui/ContextItems';
import { copyPrompts, editTags, toggleFavourite } from './row-keys';

/** The context menu of the history; it acts on the selection. */
export function RowMenu({ children }: Readonly<{ children: ReactElement }>) {
  const platform = useStudio((state) => state.platform);
  const items = useMemo(() => rowActions(), []);
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextItems items={items} platform={platform} />
    </ContextMenu.Root>
  );
}

function rowActions(): readonly (readonly MenuLine[])[] {
  const selected = () => [...store.getState().promptSelected];
  const line = (label: string, keys: readonly string[], run: () => void, one = false): MenuLine => ({
    ...{ label, keys, run },
    enabled: () => (one ? selected().length === 1 : selected().length > 0),
  });
  const withOne = (act: (id: ReturnType<typeof selected>[number]) => void) => () => {
    const [id] = selected();
    if (id !== undefined) act(id);
  };
  return [
    [
      line(
        'Restore as a new draft',
        ['Enter'],
        withOne((id) => void promptCommands.restore(id)),
        true,
      ),
      line(
        'Save as template',
        [],
        withOne((id) => {
          const text = store.getState().promptDetails.get(id)?.text;
          if (text !== undefined) void templateCommands.create(text);
        }),
        true,
      ),
    ],
    [line('Favourite', ['f'], () => toggleFavourite(selected())), line('Tag', ['t'], editTags)],
    [line('Copy', ['Mod+c'], () => copyPrompts(selected()))],
  ];
}
