import { commands, store } from '../store/studio';
import type { Action } from './action';
import { target, targets } from './targets';

/** The prompt or the recipe of the image that is meant. */
export async function withDetails(what: 'prompt' | 'recipe'): Promise<void> {
  const id = target();
  const image = id && (await commands.detailsOf(id));
  if (!image) return;
  if (what === 'prompt') await commands.copyText(image.recipe?.prompt ?? image.title, image.recipe ? 'Prompt' : 'Name');
  else if (image.recipe) commands.reuse(image.recipe);
  else store.getState().say('An imported image has no recipe.');
}

function withTarget(run: (id: NonNullable<ReturnType<typeof target>>) => void): () => void {
  return () => {
    const id = target();
    if (id !== null) run(id);
  };
}

function askExport(): void {
  const ids = targets();
  if (ids.length > 0) store.getState().askExport(ids);
  else store.getState().say('Select the images to export first.');
}

const handOut = { group: 'Hand out', scope: 'images' } as const;

/** What brings images to other programs. */
export const HAND_OUT_ACTIONS: readonly Action[] = [
  { ...handOut, id: 'export', label: 'Export…', keys: ['Mod+e'], scope: 'not-typing', menu: 'export', run: askExport },
  {
    ...handOut,
    id: 'copy',
    label: 'Copy image',
    keys: ['Mod+c'],
    run: withTarget((id) => void commands.copyImage(id)),
  },
  {
    ...handOut,
    id: 'copy-files',
    label: 'Copy file',
    keys: ['Shift+c'],
    run: () => void commands.copyFiles(targets()),
  },
  {
    ...handOut,
    id: 'copy-paths',
    label: 'Copy path',
    keys: ['Shift+p'],
    run: () => void commands.copyPaths(targets()),
  },
  { ...handOut, id: 'copy-prompt', label: 'Copy prompt', keys: ['Mod+Shift+c'], run: () => void withDetails('prompt') },
  {
    ...handOut,
    id: 'open-outside',
    label: 'Open in its program',
    keys: ['Shift+Enter'],
    run: withTarget((id) => void commands.openWith(id, 'default')),
  },
  {
    ...handOut,
    id: 'open-with',
    label: 'Open with…',
    keys: ['Mod+Shift+Enter'],
    run: withTarget((id) => void commands.openWith(id, 'choose')),
  },
  {
    ...handOut,
    id: 'reveal',
    label: 'Show the file',
    keys: ['Mod+Shift+r'],
    run: withTarget((id) => void commands.reveal(id)),
  },
];
