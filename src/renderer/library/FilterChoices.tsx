import { useId } from 'react';
import { store, useStudio } from '../store/studio';
import controls from '../ui/controls.module.css';
import styles from './Filter.module.css';
import type { FilterPart } from './filter-parts';
import { dateOf, dateText } from './filter-parts';

/** The choices of one part of the filter, each with the number of images that it would show. */
export function FilterChoices({ part }: Readonly<{ part: FilterPart }>) {
  const id = useId();
  return (
    <section className={styles.part} role="group" aria-labelledby={id}>
      <h2 id={id}>{part.label}</h2>
      {part.choices.length === 0 && <p className={controls.label}>Nothing to choose from here.</p>}
      <div className={styles.choices}>
        {part.choices.map((choice) => (
          <button
            key={choice.label}
            type="button"
            className={styles.choice}
            aria-pressed={choice.on}
            onClick={() => store.getState().setFilter(choice.next)}
          >
            {choice.label}
            {choice.count !== null && <small>{choice.count.toLocaleString('en')}</small>}
          </button>
        ))}
      </div>
      {part.name === 'date' && <DateFields />}
    </section>
  );
}

function DateFields() {
  const from = useStudio((state) => state.filter.from);
  const until = useStudio((state) => state.filter.until);
  const { setFilter } = store.getState();
  // The field names the last day, the filter the first moment after it.
  const last = until === null ? null : until - 1;
  return (
    <div className={styles.dates}>
      <label>
        From
        <input
          type="date"
          className={controls.input}
          value={dateText(from)}
          max={dateText(last)}
          onChange={(event) => setFilter({ from: dateOf(event.target.value) })}
        />
      </label>
      <label>
        To
        <input
          type="date"
          className={controls.input}
          value={dateText(last)}
          min={dateText(from)}
          onChange={(event) => setFilter({ until: dateOf(event.target.value, 1) })}
        />
      </label>
    </div>
  );
}
