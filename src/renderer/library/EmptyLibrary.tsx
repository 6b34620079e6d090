import { ImagePlus, SearchX } from 'lucide-react';
import type { LibraryView } from '../../shared/image';
import { commands, store, useStudio } from '../store/studio';
import { isCollection } from '../store/view';
import { Button } from '../ui/Button';
import { focusOn } from '../ui/focus';
import styles from './Library.module.css';

const EXAMPLES = [
  'Paper lighthouse on a desk at dusk, warm lamp inside, 35 mm',
  'Stack of speckled ceramic bowls on linen, soft morning light',
  'Fog over a pine valley seen from above, one red cabin',
];

type EmptyLibraryProps = Readonly<{ view: LibraryView; search: string }>;

/** What the grid's place says when there is nothing in it. */
export function EmptyLibrary({ view, search }: EmptyLibraryProps) {
  const state = useStudio((studio) => studio.libraryState);
  if (state.status === 'unavailable') {
    return (
      <Words title="The library can’t be reached" text={`${state.message} Jobs go on; their images wait for it.`} />
    );
  }
  if (search !== '') {
    return (
      <Words
        title={`Nothing found for “${search}”`}
        text="Search looks for words of the prompts and file names."
        icon="search"
      >
        <Button onClick={() => store.getState().setSearch('')}>Clear search</Button>
      </Words>
    );
  }
  if (view === 'edits') {
    return (
      <Words
        title="No edits yet"
        text="Drop a picture on the window, say what to change and press Edit."
        icon="image"
      />
    );
  }
  if (isCollection(view)) {
    return (
      <Words
        title="Nothing in this collection yet"
        text="In the library, drag images onto its name at the left, or select them and press A."
        icon="image"
      >
        <Button onClick={() => store.getState().goTo('all')}>Go to the library</Button>
      </Words>
    );
  }
  if (view === 'imported') {
    return (
      <Words title="Nothing imported yet" text="Drop pictures here to keep them beside your own." icon="image">
        <Button onClick={() => void commands.importDialog('library')}>Choose files…</Button>
      </Words>
    );
  }
  return (
    <Words title="Your first image" text="Describe it below, drop a picture to edit, or start from one of these.">
      <ul className={styles.examples}>
        {EXAMPLES.map((prompt) => (
          <li key={prompt}>
            <button
              type="button"
              onClick={() => {
                store.getState().changeDraft({ prompt });
                focusOn('prompt');
              }}
            >
              {prompt}
            </button>
          </li>
        ))}
      </ul>
    </Words>
  );
}

type WordsProps = Readonly<{ title: string; text: string; icon?: 'search' | 'image'; children?: React.ReactNode }>;

function Words({ title, text, icon, children }: WordsProps) {
  return (
    <div className={styles.empty}>
      {icon === 'search' && <SearchX size={28} strokeWidth={1.25} aria-hidden />}
      {icon === 'image' && <ImagePlus size={28} strokeWidth={1.25} aria-hidden />}
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}
