import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { labelOf } from '../../shared/actions';
import type { AppState } from '../../shared/app-state';
import type { LibraryImage } from '../../shared/image';
import { commands } from '../store/studio';
import { Button } from '../ui/Button';
import controls from '../ui/controls.module.css';

type FileMenuProps = Readonly<{ image: LibraryImage; platform: AppState['platform'] }>;

/** What can be done with the file itself. */
export function FileMenu({ image: { id }, platform }: FileMenuProps) {
  const lines: readonly (readonly [label: string, run: () => Promise<unknown>])[] = [
    [labelOf('reveal', platform), () => commands.reveal(id)],
    ['Open', () => commands.openWith(id, 'default')],
    ['Open with…', () => commands.openWith(id, 'choose')],
    ['Copy file', () => commands.copyFiles([id])],
    ['Copy path', () => commands.copyPaths([id])],
  ];
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button>
          File
          <ChevronDown size={13} aria-hidden />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={controls.menu} align="end" sideOffset={4} collisionPadding={8}>
          {lines.map(([label, run]) => (
            <DropdownMenu.Item key={label} className={controls.menuItem} onSelect={() => void run()}>
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
