import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { imageActions } from '../keys/actions';
import { useStudio } from '../store/studio';
import controls from '../ui/controls.module.css';
import { keyText } from '../ui/key-text';

/** Everything that can be done with the image shown large, for whoever looks for a button. */
export function MoreMenu() {
  const platform = useStudio((state) => state.platform);
  const place = useStudio((state) => state.place);
  const groups = imageActions(platform, place).map((group) => group.filter((line) => line.label !== 'Open'));
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={controls.icon} aria-label="More for this image">
        <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={controls.menu} align="end" sideOffset={4} collisionPadding={8}>
          {groups.map((lines, at) => (
            <DropdownMenu.Group key={lines[0]?.label ?? String(at)}>
              {at > 0 && <DropdownMenu.Separator className={controls.menuLine} />}
              {lines.map((line) => (
                <DropdownMenu.Item
                  key={line.label}
                  className={controls.menuItem}
                  disabled={!line.enabled()}
                  onSelect={line.run}
                >
                  {line.label}
                  {line.keys[0] !== undefined && <kbd aria-hidden>{keyText(line.keys[0], platform)}</kbd>}
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Group>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
