import { Crop, ImageOff, Link, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react';
import { useRef, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import type { Model } from '../../shared/model';
import { mentionText } from '../../shared/source-mentions';
import type { SourcePanel } from '../store/sources';
import { commands, store } from '../store/studio';
import { classNames } from '../ui/class-names';
import controls from '../ui/controls.module.css';
import { thumbnailUrl } from '../ui/image-url';
import { Tip } from '../ui/Tip';
import styles from './SourceSlots.module.css';
import type { SourceThumb } from './use-source-thumbs';

type SourceSlotProps = Readonly<{
  source: SourceThumb;
  /** From 0, as it is shown. */
  place: number;
  count: number;
  model: Model;
  offset: number;
  dragged: boolean;
  onGrip: (id: ImageId, event: PointerEvent) => () => boolean;
  onMove: (by: number) => void;
  onRemove: () => void;
}>;

/** One source: its picture opens a menu; Alt with an arrow moves it, Delete removes it, a drop on it replaces it. */
export function SourceSlot(props: SourceSlotProps) {
  const { source, place, model, offset, dragged, onGrip, onMove, onRemove } = props;
  const [open, setOpen] = useState(false);
  const wasDragged = useRef<() => boolean>(() => false);
  const number = String(place + 1);
  const keyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.altKey && step !== undefined) onMove(step);
    else if (!event.altKey && (event.key === 'Delete' || event.key === 'Backspace')) onRemove();
    else return;
    event.preventDefault();
  };
  return (
    <li className={classNames(styles.slot, dragged && styles.dragged)} data-source={source.id}>
      <DropdownMenu.Root open={open} onOpenChange={setOpen}>
        <Tip text={`${source.title} · ${mentionText(model, place + offset)}`}>
          <DropdownMenu.Trigger
            className={styles.thumb}
            aria-label={`Source ${number}, ${[source.title, ...stateWords(source)].join(', ')}`}
            onPointerDown={(event) => {
              // The menu opens at the click: a press may become a drag.
              event.preventDefault();
              wasDragged.current = onGrip(source.id, event);
            }}
            onClick={() => setOpen(!wasDragged.current())}
            onKeyDown={keyDown}
          >
            <SourcePicture source={source} />
          </DropdownMenu.Trigger>
        </Tip>
        <SlotMenu {...props} />
      </DropdownMenu.Root>
      <Tip text="Remove">
        <button
          type="button"
          className={styles.remove}
          aria-label={`Remove source ${number}`}
          tabIndex={-1}
          onClick={onRemove}
        >
          <X size={10} strokeWidth={2.5} aria-hidden />
        </button>
      </Tip>
    </li>
  );
}

/** What a name says beside the title. */
function stateWords({ state, crop, link }: SourceThumb): readonly string[] {
  return [
    ...(state === 'here' ? [] : [state === 'gone' ? 'no longer in the library' : 'in the trash']),
    ...(crop ? ['cropped'] : []),
    ...(link === null ? [] : ['sent as a link']),
  ];
}

function SourcePicture({ source }: Readonly<{ source: SourceThumb }>) {
  const { id, version, state, crop, link } = source;
  if (state === 'gone') return <ImageOff size={18} strokeWidth={1.5} aria-hidden />;
  return (
    <>
      <img src={thumbnailUrl(id, version)} alt="" draggable={false} style={croppedView(source)} />
      {state === 'trashed' && <ImageOff className={styles.mark} size={12} aria-hidden />}
      {crop && <Crop className={styles.mark} size={12} aria-hidden />}
      {!crop && link !== null && <Link className={styles.mark} size={12} aria-hidden />}
    </>
  );
}

/** Shows the part of a thumbnail that is sent. */
function croppedView({ crop, width, height }: SourceThumb): CSSProperties | undefined {
  if (!crop || width === 0 || height === 0) return undefined;
  const percent = (part: number, whole: number): string => `${String(Math.max(0, (part / whole) * 100))}%`;
  const right = percent(width - crop.x - crop.width, width);
  const bottom = percent(height - crop.y - crop.height, height);
  return { objectViewBox: `inset(${percent(crop.y, height)} ${right} ${bottom} ${percent(crop.x, width)})` };
}

function SlotMenu({ source, place, count, onMove, onRemove }: SourceSlotProps) {
  const { id, state, width, crop, link } = source;
  const { open, setSourcePanel } = store.getState();
  const next = useRef<SourcePanel['kind'] | null>(null);
  // The panel opens when the menu is gone, whose end would take the focus out of it again.
  const closed = (event: Event): void => {
    const kind = next.current;
    next.current = null;
    if (kind === null) return;
    event.preventDefault();
    setSourcePanel({ kind, id });
  };
  const gone = state === 'gone';
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        className={controls.menu}
        side="top"
        align="start"
        sideOffset={6}
        collisionPadding={8}
        onCloseAutoFocus={closed}
      >
        <SlotItem label="Open large" disabled={gone} onSelect={() => open(id)} />
        <SlotItem
          label={crop ? 'Change crop…' : 'Crop…'}
          disabled={gone || width === 0}
          onSelect={() => {
            next.current = 'crop';
          }}
        />
        <SlotItem
          label={link === null ? 'Send as public link…' : 'Change public link…'}
          onSelect={() => {
            next.current = 'link';
          }}
        />
        <SlotItem label="Replace…" onSelect={() => void commands.importDialog({ replace: id })} />
        <DropdownMenu.Separator className={controls.menuLine} />
        <SlotItem label="Move left" keys="Alt+←" disabled={place === 0} onSelect={() => onMove(-1)} />
        <SlotItem label="Move right" keys="Alt+→" disabled={place === count - 1} onSelect={() => onMove(1)} />
        <SlotItem label="Remove" keys="Del" onSelect={onRemove} />
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}

type SlotItemProps = Readonly<{ label: string; keys?: string; disabled?: boolean; onSelect: () => void }>;

function SlotItem({ label, keys, disabled = false, onSelect }: SlotItemProps) {
  return (
    <DropdownMenu.Item className={controls.menuItem} disabled={disabled} onSelect={onSelect}>
      {label}
      {keys !== undefined && <kbd aria-hidden>{keys}</kbd>}
    </DropdownMenu.Item>
  );
}
