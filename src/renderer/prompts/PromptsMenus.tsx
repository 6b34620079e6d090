import { ArrowDownWideNarrow, ChevronDown, Ellipsis, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import type { ActionId } from '../../shared/actions';
import { labelOf } from '../../shared/actions';
import { runAction } from '../keys/actions';
import { PROMPT_ORDERS } from '../store/prompt-history';
import type { PromptOrder, PromptQuery } from '../../shared/prompts';
import { promptCommands, useStudio } from '../store/studio';
import { classNames } from '../ui/class-names';
import controls from '../ui/controls.module.css';
import { ORDER_NAMES } from './prompt-words';
import styles from './Prompts.module.css';

function Menu({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        className={classNames(controls.menu, styles.menu)}
        align="end"
        sideOffset={6}
        collisionPadding={8}
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}

function Choice({ value, label, onChoose }: Readonly<{ value: string; label: ReactNode; onChoose: () => void }>) {
  return (
    <DropdownMenu.RadioItem value={value} className={controls.menuItem} onSelect={onChoose}>
      {label}
      <DropdownMenu.ItemIndicator className={styles.chosen}>✓</DropdownMenu.ItemIndicator>
    </DropdownMenu.RadioItem>
  );
}

/** The order of the history. */
export function OrderMenu({ order }: Readonly<{ order: PromptOrder }>) {
  const name = ORDER_NAMES[order];
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={controls.icon} aria-label={`Sort: ${name}`} title={name}>
        <ArrowDownWideNarrow size={16} strokeWidth={1.75} aria-hidden />
      </DropdownMenu.Trigger>
      <Menu>
        <DropdownMenu.RadioGroup value={order}>
          {PROMPT_ORDERS.map((value) => (
            <Choice
              key={value}
              value={value}
              label={ORDER_NAMES[value]}
              onChoose={() => promptCommands.ask({ order: value })}
            />
          ))}
        </DropdownMenu.RadioGroup>
      </Menu>
    </DropdownMenu.Root>
  );
}

/** The one tag that prompts must have. Not there while no prompt has any. */
export function TagMenu({ query: { tag } }: Readonly<{ query: PromptQuery }>) {
  const tags = useStudio((state) => state.promptTags);
  if (tags.length === 0 && tag === null) return null;
  return (
    <span className={styles.tagFilter} data-set={tag === null ? undefined : ''}>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className={styles.tagButton} aria-label={tag === null ? 'Tag: any' : `Tag: ${tag}`}>
          <span>{tag ?? 'Any tag'}</span>
          {tag === null && <ChevronDown size={12} aria-hidden />}
        </DropdownMenu.Trigger>
        <Menu>
          {/* A sign before each: a tag may be empty of letters, and "any" may be one. */}
          <DropdownMenu.RadioGroup value={tag === null ? '' : `#${tag}`}>
            <Choice value="" label="Any tag" onChoose={() => promptCommands.ask({ tag: null })} />
            {tags.map((one) => (
              <Choice
                key={one.tag}
                value={`#${one.tag}`}
                label={
                  <>
                    <span className={styles.tagName}>{one.tag}</span>
                    <small className={styles.tagCount}>{one.count.toLocaleString('en')}</small>
                  </>
                }
                onChoose={() => promptCommands.ask({ tag: one.tag })}
              />
            ))}
          </DropdownMenu.RadioGroup>
        </Menu>
      </DropdownMenu.Root>
      {tag !== null && (
        <button
          type="button"
          className={styles.tagOff}
          aria-label={`Remove the tag ${tag} from the search`}
          onClick={() => promptCommands.ask({ tag: null })}
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}

const WAYS: readonly (readonly ActionId[])[] = [
  ['import-prompts'],
  ['export-history-json', 'export-history-csv', 'export-history-markdown'],
  ['export-templates-json', 'export-templates-csv', 'export-templates-markdown'],
];

/** Ways in and out for prompts and templates. */
export function PromptsMenu() {
  const platform = useStudio((state) => state.platform);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={controls.icon} aria-label="Import and export">
        <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
      </DropdownMenu.Trigger>
      <Menu>
        {WAYS.map((ids, at) => (
          <DropdownMenu.Group key={ids[0]}>
            {at > 0 && <DropdownMenu.Separator className={controls.menuLine} />}
            {ids.map((id) => (
              <DropdownMenu.Item key={id} className={controls.menuItem} onSelect={() => runAction(id)}>
                {labelOf(id, platform)}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Group>
        ))}
      </Menu>
    </DropdownMenu.Root>
  );
}
