import { Layers } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { Model } from '../../shared/model';
import { draftOf } from '../store/draft';
import { commands, store, templateCommands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import controls from '../ui/controls.module.css';
import { Switch } from '../ui/Switch';
import { Tip } from '../ui/Tip';
import styles from './BatchMenu.module.css';
import type { DraftShape } from './draft-shape';
import { groupRatios } from './ratio-shape';
import { RatioShape } from './RatioPicker';

/** What makes several requests of one draft: further ratios and resolutions, and how its words are read. */
export function BatchMenu({ shape, model }: Readonly<{ shape: DraftShape; model: Model }>) {
  const [open, setOpen] = useState(false);
  const more = moreWords(shape);
  const name = `Batch: ${more === '' ? 'one request' : more}`;
  const { editDraft } = store.getState();
  const { words, wide, square, tall } = groupRatios(model.aspectRatio.values);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Tip text={name}>
        <Popover.Trigger className={styles.trigger} aria-label={name} data-on={more === '' ? undefined : ''}>
          <Layers size={16} strokeWidth={1.75} aria-hidden />
          {more !== '' && <span>{more}</span>}
        </Popover.Trigger>
      </Tip>
      <Popover.Portal>
        <Popover.Content
          className={styles.panel}
          aria-label="Batch"
          side="top"
          sideOffset={10}
          collisionPadding={12}
          onKeyDown={(event) => {
            // A tip takes the key first; one press is meant for both.
            if (event.key === 'Escape') setOpen(false);
          }}
          onOpenAutoFocus={(event) => {
            // The panel itself: the tip of the first ratio would lie over the words above it.
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
        >
          <Toggles
            label="Also in these ratios"
            values={[...words, ...wide, ...square, ...tall]}
            own={shape.recipe.aspectRatio}
            chosen={shape.moreRatios}
            draw
            onChange={(moreRatios) => editDraft({ moreRatios })}
          />
          <Toggles
            label="Also in these resolutions"
            values={model.resolution.values}
            own={shape.recipe.resolution}
            chosen={shape.moreResolutions}
            onChange={(moreResolutions) => editDraft({ moreResolutions })}
          />
          <Switch
            label="One prompt per line"
            hint="Each line is a request of its own."
            checked={shape.perLine}
            onChange={(perLine) => editDraft({ perLine })}
          />
          <Switch
            label="Braces as they stand"
            hint="Off: {red|blue}, {1..10} and {{name}} stand for what is in them."
            checked={shape.literal}
            onChange={(literal) => editDraft({ literal })}
          />
          <div className={styles.buttons}>
            <Button size="small" onClick={commands.promptsFromFile}>
              Prompts from a file…
            </Button>
            <SaveTemplate />
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function SaveTemplate() {
  const empty = useStudio((state) => draftOf(state).recipe.prompt.trim() === '');
  const save = (): void => void templateCommands.create(draftOf(store.getState()).recipe.prompt);
  return (
    <Button size="small" disabled={empty} onClick={save}>
      Save as template
    </Button>
  );
}

/** What makes a batch of the draft beside its words, such as "+2 ratios"; empty for nothing. */
function moreWords({ recipe, moreRatios, moreResolutions, perLine, literal }: DraftShape): string {
  const count = (chosen: readonly string[], own: string, one: string): string => {
    const more = chosen.filter((value) => value !== own).length;
    return more === 0 ? '' : `+${String(more)} ${more === 1 ? one : `${one}s`}`;
  };
  return [
    count(moreRatios, recipe.aspectRatio, 'ratio'),
    count(moreResolutions, recipe.resolution, 'resolution'),
    perLine ? 'per line' : '',
    literal ? 'braces as they stand' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

type TogglesProps = Readonly<{
  label: string;
  values: readonly string[];
  /** The draft's own: always part of it. */
  own: string;
  chosen: readonly string[];
  draw?: boolean;
  onChange: (chosen: readonly string[]) => void;
}>;

function Toggles({ label, values, own, chosen, draw = false, onChange }: TogglesProps) {
  return (
    <div className={styles.toggles} role="group" aria-label={label}>
      <span className={controls.label}>{label}</span>
      <div>
        {values.map((value) => (
          <Tip key={value} text={value}>
            <button
              type="button"
              aria-label={value}
              aria-pressed={value === own || chosen.includes(value)}
              disabled={value === own}
              onClick={() =>
                onChange(
                  chosen.includes(value)
                    ? chosen.filter((other) => other !== value)
                    : values.filter((other) => other === value || chosen.includes(other)),
                )
              }
            >
              {draw ? <RatioShape ratio={value} /> : value}
            </button>
          </Tip>
        ))}
      </div>
    </div>
  );
}
