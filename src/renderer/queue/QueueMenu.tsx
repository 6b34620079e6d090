import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Fragment } from 'react';
import { actionsOf, runAction, whyNot } from '../keys/actions';
import { useStudio } from '../store/studio';
import controls from '../ui/controls.module.css';
import { keyText } from '../ui/key-text';

/** Everything that can be done with the whole queue, with its keys. */
export function QueueMenu() {
  const platform = useStudio((state) => state.platform);
  const paused = useStudio((state) => state.settings.paused);
  const label = (id: string, text: string): string => (id === 'pause' ? `${paused ? 'Resume' : 'Pause'} queue` : text);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={controls.icon} aria-label="More for the whole queue">
        <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={controls.menu} align="end" sideOffset={4} collisionPadding={8}>
          {actionsOf('Queue').map((action) => (
            <Fragment key={action.id}>
              {action.id === 'export-receipts' && <DropdownMenu.Separator className={controls.menuLine} />}
              <DropdownMenu.Item
                className={controls.menuItem}
                disabled={whyNot(action.id) !== null}
                onSelect={() => runAction(action.id)}
              >
                {label(action.id, action.label)}
                {action.keys[0] !== undefined && <kbd aria-hidden>{keyText(action.keys[0], platform)}</kbd>}
              </DropdownMenu.Item>
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
