import { useRef } from 'react';
import { NAME_FIELDS, templateFault } from '../../shared/name-template';
import { Button } from '../ui/Button';
import { Segmented } from '../ui/Segmented';
import { TextField } from '../ui/TextField';
import styles from './ExportPanel.module.css';
import { Field } from './Field';
import type { ExportForm } from './form';
import { CHOICES } from './form';

type Part = Readonly<{
  form: ExportForm;
  /** The name that the image on show would get; null while its details are on their way. */
  example: string | null;
  change: (part: Partial<ExportForm>) => void;
}>;

const METADATA = { keep: 'As it is', recipe: 'With the recipe', strip: 'None' } as const;
const METADATA_HINTS = {
  keep: 'What the files say of themselves goes along.',
  recipe:
    'Images made here get prompt and model, marked as generated, where other programs look. Others stay as they are.',
  strip: 'Nothing but the picture and its colours: no prompt, place, camera or date.',
} as const;
const PLACES = { folder: 'Folder', zip: 'ZIP file' } as const;
const SHEETS = { none: 'None', with: 'Beside the images', only: 'Alone' } as const;

/** What the files are called, what they say, and where they go. */
export function FileFields({ form, example, change }: Part) {
  return (
    <>
      {form.sheet !== 'only' && (
        <>
          <NameField form={form} example={example} change={change} />
          <Field label="Metadata" hint={METADATA_HINTS[form.metadata]}>
            <Segmented
              label="Metadata"
              values={CHOICES.metadata}
              value={form.metadata}
              text={(metadata) => METADATA[metadata]}
              onChange={(metadata) => change({ metadata })}
            />
          </Field>
        </>
      )}
      <Field
        label="Contact sheet"
        hint={
          form.sheet === 'none'
            ? undefined
            : 'A web page with pictures, prompts and dates; edits beside what they were made from.'
        }
      >
        <Segmented
          label="Contact sheet"
          values={CHOICES.sheet}
          value={form.sheet}
          text={(sheet) => SHEETS[sheet]}
          onChange={(sheet) => change({ sheet })}
        />
      </Field>
      <Field label="Into a">
        <Segmented
          label="Into"
          values={CHOICES.into}
          value={form.into}
          text={(into) => PLACES[into]}
          onChange={(into) => change({ into })}
        />
      </Field>
    </>
  );
}

function NameField({ form, example, change }: Part) {
  const input = useRef<HTMLInputElement>(null);
  const insert = (field: string): void => {
    const element = input.current;
    const [from, to] = [element?.selectionStart ?? form.name.length, element?.selectionEnd ?? form.name.length];
    const isWord = from > 0 && !/[\s_-]$/.test(form.name.slice(0, from));
    const added = `${isWord ? ' ' : ''}{${field}}`;
    change({ name: (form.name.slice(0, from) + added + form.name.slice(to)).slice(0, 300) });
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + added.length, from + added.length);
    });
  };
  return (
    <Field label="Names">
      <TextField
        ref={input}
        label="Names of the files"
        className={styles.name}
        maxLength={300}
        value={form.name}
        fault={templateFault(form.name)}
        hint={example ?? '…'}
        onChange={({ target }) => change({ name: target.value })}
      />
      <div className={styles.fields} role="group" aria-label="Fields of names">
        {NAME_FIELDS.map((field) => (
          <Button
            key={field}
            variant="quiet"
            className={styles.chip}
            aria-label={`Insert ${field}`}
            onClick={() => insert(field)}
          >
            {`{${field}}`}
          </Button>
        ))}
      </div>
    </Field>
  );
}
