import { Heart, ImagePlus, SearchX, Trash2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LibraryView } from '../../shared/library-query';
import { commands, store, useStudio } from '../store/studio';
import { isCollection, isSmart } from '../store/view';
import { Button } from '../ui/Button';
import { focusOn } from '../ui/focus';
import styles from './Library.module.css';

const EXAMPLES = [
  'Paper lighthouse on a desk at dusk, warm lamp inside, 35 mm',
  'Stack of speckled ceramic bowls on linen, soft morning light',
  'Fog over a pine valley seen from above, one red cabin',
];

type EmptyLibraryProps = Readonly<{
  view: LibraryView;
  search: string;
  /** True when a filter is set. */
  filtered: boolean;
}>;

/** What the grid's place says when there is nothing in it. */
export function EmptyLibrary({ view, search, filtered }: EmptyLibraryProps) {
  const state = useStudio((studio) => studio.libraryState);
  const total = useStudio((studio) => studio.index?.total ?? 0);
  if (state.status === 'unavailable') {
    return <Unavailable message={state.message} mayTakeOver={state.mayTakeOver} />;
  }
  if (filtered && total > 0) return <NothingFits search={search} />;
  if (search !== '' && total > 0) {
    return (
      <Words
        title={`Nothing found for “${search}”`}
        text="Search looks for words of prompts, tags, notes and file names."
        icon={SearchX}
      >
        <Button onClick={() => store.getState().setSearch('')}>Clear search</Button>
      </Words>
    );
  }
  return <NothingIn view={view} />;
}

function NothingIn({ view }: Readonly<{ view: LibraryView }>) {
  const toLibrary = <Button onClick={() => store.getState().goTo('all')}>Go to the library</Button>;
  if (isCollection(view)) {
    const text = 'In the library, drag images onto its name at the left, or select them and press A.';
    return (
      <Words title="Nothing in this collection yet" text={text} icon={ImagePlus}>
        {toLibrary}
      </Words>
    );
  }
  if (isSmart(view)) {
    const text = 'Images come here by themselves when they fit what it asks for.';
    return <Words title="Nothing fits this smart collection yet" text={text} icon={SearchX} />;
  }
  switch (view) {
    case 'favourites':
      return (
        <Words title="No favourites yet" text="Press F on an image to keep it at hand here." icon={Heart}>
          {toLibrary}
        </Words>
      );
    case 'edits': {
      const text = 'Drop a picture on the window, say what to change and press Edit.';
      return <Words title="No edits yet" text={text} icon={ImagePlus} />;
    }
    case 'trash':
      return <Words title="The trash is empty" text="What you delete waits here and can come back." icon={Trash2} />;
    case 'imported':
      return (
        <Words title="Nothing imported yet" text="Drop pictures or folders here to keep them." icon={ImagePlus}>
          <div className={styles.buttons}>
            <Button onClick={() => void commands.importDialog('library')}>Choose files…</Button>
            <Button onClick={() => void commands.importDialog('library', 'folder')}>Choose a folder…</Button>
          </div>
        </Words>
      );
    case 'all':
      return <FirstImage />;
  }
}

function NothingFits({ search }: Readonly<{ search: string }>) {
  const clear = (): void => {
    store.getState().clearFilter();
    if (search !== '') store.getState().setSearch('');
  };
  const text = search === '' ? 'Each of them must hold.' : `Together with “${search}”, that is.`;
  return (
    <Words title="Nothing matches these filters" text={text} icon={SearchX}>
      <Button onClick={clear}>{search === '' ? 'Clear filters' : 'Clear filters and search'}</Button>
    </Words>
  );
}

function Unavailable({ message, mayTakeOver }: Readonly<{ message: string; mayTakeOver: boolean }>) {
  return (
    <Words title="The library can’t be reached" text={`${message} Jobs go on; their images wait for it.`}>
      <div className={styles.buttons}>
        {mayTakeOver && <Button onClick={() => void commands.takeOverLibrary()}>Use it here…</Button>}
        <Button onClick={() => void commands.retryLibrary()}>Try again</Button>
      </div>
    </Words>
  );
}

function FirstImage() {
  const used = useStudio((studio) => studio.counts.trash > 0);
  return (
    <Words
      title={used ? 'Your next image' : 'Your first image'}
      text="Describe it below, drop a picture to edit, or start from one of these."
    >
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
      <Button variant="quiet" onClick={() => void commands.importDialog('library', 'folder')}>
        Import a folder of images…
      </Button>
    </Words>
  );
}

type WordsProps = Readonly<{ title: string; text: string; icon?: LucideIcon; children?: ReactNode }>;

function Words({ title, text, icon: Icon, children }: WordsProps) {
  return (
    <div className={styles.empty}>
      {Icon && <Icon size={28} strokeWidth={1.25} aria-hidden />}
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}
