import { ArrowLeft, Copy, Maximize2, Minimize2, PanelRight, Play, WandSparkles } from 'lucide-react';
import { memo } from 'react';
import type { ImageId } from '../../shared/ids';
import { commands, store, useStudio } from '../store/studio';
import { stoodOn } from '../store/view';
import { focusOn } from '../ui/focus';
import { IconButton } from '../ui/IconButton';
import { actionKey } from '../ui/key-text';
import { GONE } from '../ui/kin-words';
import { MoreMenu } from './MoreMenu';
import styles from './Viewer.module.css';
import { toggleImmersed, useViewerState } from './viewer-state';

/** The way out of the large view. */
export const BackButton = memo(function BackButton() {
  const platform = useStudio((state) => state.platform);
  return <IconButton label="Back" icon={ArrowLeft} keys={actionKey('back', platform)} onClick={leave} />;
});

/** What the buttons of the large view do with the image on show: they need not be drawn anew for each image. */
export const ViewerActions = memo(function ViewerActions() {
  const platform = useStudio((state) => state.platform);
  const inspector = useStudio((state) => state.viewerInspector);
  const immersed = useViewerState((viewer) => viewer.immersed);
  const isAway = useStudio((state) => stoodOn(state) !== null);
  return (
    <div className={styles.actions}>
      <IconButton
        label="Use as edit source"
        icon={WandSparkles}
        keys="E"
        aria-disabled={isAway}
        onClick={withOpened((id) => commands.useAsSources([id]))}
      />
      <IconButton
        label="Copy image"
        icon={Copy}
        keys={actionKey('copy', platform)}
        aria-disabled={isAway}
        onClick={withOpened((id) => void commands.copyImage(id))}
      />
      <IconButton
        label="Slideshow"
        icon={Play}
        aria-disabled={isAway}
        onClick={withOpened((id) => store.getState().startSlideshow(id))}
      />
      <IconButton
        label={immersed ? 'Back beside the rest' : 'Full window'}
        icon={immersed ? Minimize2 : Maximize2}
        keys="W"
        aria-pressed={immersed}
        onClick={toggleImmersed}
      />
      {!immersed && (
        <IconButton
          label="Inspector"
          icon={PanelRight}
          keys={actionKey('inspector', platform)}
          aria-pressed={inspector}
          onClick={() => store.getState().toggleInspector(window.innerWidth)}
        />
      )}
      <MoreMenu />
    </div>
  );
});

function withOpened(run: (id: ImageId) => void): () => void {
  return () => {
    const state = store.getState();
    if (stoodOn(state) !== null) state.say(GONE);
    else if (state.opened !== null) run(state.opened);
  };
}

function leave(): void {
  store.getState().close();
  focusOn('grid');
}
