import type { Draft } from '../../shared/draft';
import { store, useStudio } from '../store/studio';
import { CropPanel } from './CropPanel';
import { PublicLink } from './PublicLink';
import { useSourceThumbs } from './use-source-thumbs';

/** What is open over the composer about one source of the draft: its crop or its public link. */
export function SourcePanels({ draft }: Readonly<{ draft: Draft }>) {
  const panel = useStudio((state) => state.sourcePanel);
  const { sourceIds, sourceChoices } = draft.recipe;
  const sources = useSourceThumbs(sourceIds, sourceChoices);
  const at = sources.findIndex(({ id }) => id === panel?.id);
  const source = sources[at];
  if (!panel || !source) return null;
  const close = (): void => {
    store.getState().setSourcePanel(null);
    document.querySelector<HTMLElement>(`[data-source="${source.id}"] button`)?.focus();
  };
  const about = { source, number: at + 1, onClose: close };
  // The same picture in another tab is another source: what was begun for this one is not for that.
  const key = `${draft.id} ${source.id}`;
  if (panel.kind === 'link') return <PublicLink key={key} {...about} />;
  return source.width > 0 ? <CropPanel key={key} {...about} /> : null;
}
