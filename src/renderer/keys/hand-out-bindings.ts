import type { ImageId } from '../../shared/ids';
import { commands, store } from '../store/studio';
import type { Bindings } from './binding';
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

function withTarget(run: (id: ImageId) => void): () => void {
  return () => {
    const id = target();
    if (id !== null) run(id);
  };
}

/** What brings images to other programs. */
export const HAND_OUT_BINDINGS = {
  export: { run: () => store.getState().askExport(targets()) },
  copy: { run: withTarget((id) => void commands.copyImage(id)) },
  'copy-files': { run: () => void commands.copyFiles(targets()) },
  'copy-paths': { run: () => void commands.copyPaths(targets()) },
  'copy-prompt': { run: () => void withDetails('prompt') },
  'open-outside': { run: withTarget((id) => void commands.openWith(id, 'default')) },
  'open-with': { run: withTarget((id) => void commands.openWith(id, 'choose')) },
  reveal: { run: withTarget((id) => void commands.reveal(id)) },
} satisfies Partial<Bindings>;
