import type { KeyboardEvent } from 'react';
import type { Template } from '../../shared/prompts';
import { commands, store, templateCommands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { firstLine } from '../ui/format';
import { newTemplate } from './new-template';
import { TemplateEditor } from './TemplateEditor';
import styles from './Templates.module.css';

/** Texts to begin from: a list at the left, the one that is open at the right. */
export function Templates({ covered }: Readonly<{ covered: number }>) {
  const known = useStudio((state) => state.templates);
  const active = useStudio((state) => state.templateActive);
  if (!known) return null;
  const { templates, variables } = known;
  const open = templates.find(({ id }) => id === active) ?? templates[0];
  if (!open) return <NoTemplates />;
  return (
    <div className={styles.templates}>
      <ul className={styles.list} aria-label="Templates" style={{ paddingBottom: covered }} onKeyDown={moveOrRemove}>
        {templates.map((template) => (
          <Item key={template.id} template={template} here={template.id === open.id} />
        ))}
      </ul>
      <div className={styles.editor} style={{ paddingBottom: covered }}>
        <TemplateEditor key={open.id} template={open} variables={variables} />
      </div>
    </div>
  );
}

function Item({ template, here }: Readonly<{ template: Template; here: boolean }>) {
  const { id, name, text } = template;
  return (
    <li>
      <button
        type="button"
        className={styles.item}
        data-template={id}
        tabIndex={here ? 0 : -1}
        aria-current={here ? 'true' : undefined}
        onClick={() => store.setState({ templateActive: id })}
        onDoubleClick={() => commands.insertTemplate(template)}
      >
        <strong>{name}</strong>
        <small>{firstLine(text)}</small>
      </button>
    </li>
  );
}

/** Arrows go from one to the next, Delete takes the one that has the focus away, Enter opens a draft with it. */
function moveOrRemove(event: KeyboardEvent<HTMLUListElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-template]')];
  const at = items.findIndex((item) => item === event.target);
  const template = store.getState().templates?.templates[at];
  if (at < 0 || !template || event.ctrlKey || event.metaKey || event.altKey) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  const next = items[Math.max(0, Math.min(to ?? -1, items.length - 1))];
  if (to !== undefined && next) {
    next.click();
    next.focus();
  } else if (event.key === 'Enter') commands.insertTemplate(template);
  else if (event.key === 'Delete' || event.key === 'Backspace') {
    (items[at + 1] ?? items[at - 1])?.focus();
    void templateCommands.remove(template);
  } else return;
  event.preventDefault();
}

function NoTemplates() {
  return (
    <div className={styles.empty}>
      <h2>Templates for what you write again and again</h2>
      <p>
        Write names in double braces, such as {'{{product}}'}, and Easel asks for their values and remembers them. Any
        prompt of the history can be kept as a template.
      </p>
      <Button variant="primary" onClick={() => void newTemplate()}>
        New template
      </Button>
    </div>
  );
}
