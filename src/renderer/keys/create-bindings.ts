import { commands } from '../store/studio';
import type { Bindings } from './binding';
import { withDetails } from './hand-out-bindings';
import { targets } from './targets';

/** What makes images and brings them in. */
export const CREATE_BINDINGS = {
  generate: { run: () => void commands.submit() },
  prompt: { run: commands.focusPrompt },
  source: { run: () => commands.useAsSources(targets()) },
  'edit-each': { run: () => commands.editEach(targets()) },
  reuse: { run: () => void withDetails('recipe') },
  import: { run: () => void commands.importDialog('library') },
  'import-folder': { run: () => void commands.importDialog('library', 'folder') },
} satisfies Partial<Bindings>;
