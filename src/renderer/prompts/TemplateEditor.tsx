import { useId, useState } from 'react';
import type { Template, Variable } from '../../shared/prompts';
import { commands, templateCommands } from '../store/studio';
import { Button } from '../ui/Button';
import { FOCUS_ID } from '../ui/focus';
import { TextField } from '../ui/TextField';
import { templateParts, variablesOf } from './template-parts';
import styles from './Templates.module.css';
import { useSavedSoon } from './use-saved-soon';
import { VariableList } from './VariableList';

type TemplateEditorProps = Readonly<{ template: Template; variables: readonly Variable[] }>;

/** A text that is full of braces for other reasons must not fill the page with fields. */
const MOST = 60;

/** Name and text of a template, kept as they are typed, and the lists of its variables. */
export function TemplateEditor({ template, variables }: TemplateEditorProps) {
  const id = useId();
  const [name, setName] = useState(template.name);
  const [text, setText] = useState(template.text);
  const [fault, setFault] = useState<string | null>(null);
  const { soon, now } = useSavedSoon<Template>((next) => void templateCommands.save(next).then(setFault));
  const missing = name.trim() === '' ? 'A template needs a name.' : null;

  const change = (to: Readonly<{ name: string; text: string }>): void => {
    setName(to.name);
    setText(to.text);
    setFault(null);
    if (to.name.trim() !== '' && to.text !== '') soon({ id: template.id, name: to.name.trim(), text: to.text });
  };
  return (
    <>
      <div className={styles.top}>
        <TextField
          id={FOCUS_ID.templateName}
          label="Name"
          className={styles.name}
          maxLength={100}
          value={name}
          fault={missing ?? fault}
          onChange={(event) => change({ name: event.target.value, text })}
          onBlur={now}
        />
        <Button
          variant="primary"
          disabled={text === ''}
          onClick={() => {
            now();
            commands.insertTemplate({ name, text });
          }}
        >
          Use
        </Button>
        <Button onClick={() => void templateCommands.remove(template)}>Remove</Button>
      </div>
      <div>
        <label className={styles.label} htmlFor={id}>
          Text
        </label>
        <div className={styles.field}>
          {/* Below the letters of the field, in the same places: the variables are marked while they are typed. */}
          <div className={styles.marks} aria-hidden>
            {templateParts(text).map(({ text: part, variable }, at) =>
              variable === null ? part : <mark key={at}>{part}</mark>,
            )}{' '}
          </div>
          <textarea
            id={id}
            maxLength={100_000}
            dir="auto"
            value={text}
            onChange={(event) => change({ name, text: event.target.value })}
            onBlur={now}
          />
        </div>
        <p className={styles.hint}>
          {'{{name}}'} is asked for each time and remembered; {'{red|blue}'} and {'{1..4}'} make one prompt for each.
        </p>
      </div>
      {variablesOf(text)
        .slice(0, MOST)
        .map((variable) => (
          <VariableList key={variable} name={variable} known={variables.find((one) => one.name === variable)} />
        ))}
    </>
  );
}
