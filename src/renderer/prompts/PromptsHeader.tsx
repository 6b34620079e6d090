import { Heart, PanelRight, Plus } from 'lucide-react';
import { PROMPT_PARTS } from '../store/prompt-history';
import type { PromptPart } from '../store/prompt-history';
import { promptCommands, store, useStudio, useStudioFields } from '../store/studio';
import { Button } from '../ui/Button';
import { FOCUS_ID, focusOn } from '../ui/focus';
import { IconButton } from '../ui/IconButton';
import { actionKey } from '../ui/key-text';
import { SearchBox } from '../ui/SearchBox';
import { Segmented } from '../ui/Segmented';
import { newTemplate } from './new-template';
import { OrderMenu, PromptsMenu, TagMenu } from './PromptsMenus';
import styles from './Prompts.module.css';

const PART_NAMES: Readonly<Record<PromptPart, string>> = { history: 'History', templates: 'Templates' };

/** The two parts of the place, and for the history its search, filters and order. */
export function PromptsHeader() {
  const part = useStudio((state) => state.promptPart);
  return (
    <header className={styles.header}>
      <h1>Prompts</h1>
      <Segmented
        label="Part"
        values={PROMPT_PARTS}
        value={part}
        text={(value) => PART_NAMES[value]}
        onChange={(promptPart) => store.setState({ promptPart })}
      />
      {part === 'history' ? <HistoryTools /> : <TemplateTools />}
    </header>
  );
}

function HistoryTools() {
  const { query, platform } = useStudioFields((state) => ({ query: state.promptQuery, platform: state.platform }));
  return (
    <>
      <SearchBox
        id={FOCUS_ID.promptSearch}
        label="Search prompts"
        hint="Prompts and their tags: words, “a phrase”, −not, #tag; words may be cut short"
        keys={actionKey('search', platform)}
        value={query.search}
        onChange={(search) => promptCommands.ask({ search })}
        onLeave={() => focusOn('prompts')}
      />
      <TagMenu query={query} />
      <Found />
      <div className={styles.tools}>
        <IconButton
          label="Favourites only"
          icon={Heart}
          aria-pressed={query.favourites}
          onClick={() => promptCommands.ask({ favourites: !query.favourites })}
        />
        <OrderMenu order={query.order} />
        <PromptsMenu />
        <IconButton
          label="Inspector"
          icon={PanelRight}
          keys={actionKey('inspector', platform)}
          onClick={() => store.getState().toggleInspector(window.innerWidth)}
        />
      </div>
    </>
  );
}

/** How many are shown of how many; the rail says how many there are when that is all of them. */
function Found() {
  const shown = useStudio((state) => state.promptAnswer?.ids.length ?? null);
  const total = useStudio((state) => state.promptTotal);
  const text =
    shown === null || total === null || shown === total
      ? ''
      : `${shown.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  return (
    <span role="status" aria-label="Prompts shown" className={styles.found}>
      {text}
    </span>
  );
}

function TemplateTools() {
  return (
    <>
      <div className={styles.grow} />
      <div className={styles.tools}>
        <Button size="small" onClick={() => void newTemplate()}>
          <Plus size={14} aria-hidden /> New template
        </Button>
        <PromptsMenu />
      </div>
    </>
  );
}
