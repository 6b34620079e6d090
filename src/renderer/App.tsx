import { Tooltip } from 'radix-ui';
import { useCallback, useState } from 'react';
import type { ImageId } from '../shared/ids';
import styles from './App.module.css';
import { Blocked } from './Blocked';
import { Composer } from './composer/Composer';
import { DropHint } from './DropHint';
import { ExportPanel } from './export/ExportPanel';
import { History } from './history/History';
import { Inspector } from './inspector/Inspector';
import { ShortcutSheet } from './keys/ShortcutSheet';
import { useKeys } from './keys/use-keys';
import { Ledger } from './ledger/Ledger';
import { CollectDialog } from './library/CollectDialog';
import { Library } from './library/Library';
import { LibraryBanner } from './LibraryBanner';
import { Messages } from './Messages';
import { Notices } from './Notices';
import { Palette } from './palette/Palette';
import { PromptPanel } from './prompts/PromptPanel';
import { Prompts } from './prompts/Prompts';
import { Queue } from './queue/Queue';
import { Rail } from './rail/Rail';
import { Settings } from './settings/Settings';
import { draftOf } from './store/draft';
import type { DropPurpose } from './store/import-commands';
import type { PromptPart } from './store/prompt-history';
import { commands, store, useStudio, useStudioFields } from './store/studio';
import type { Place } from './store/view';
import { inspectorShown, isLibraryPlace, railShown } from './store/view';
import { classNames } from './ui/class-names';
import type { DragOver, DropHandlers } from './ui/use-drop';
import { useDrop } from './ui/use-drop';
import { usePlatform, useTheme } from './ui/use-theme';
import { useWindowWidth } from './ui/use-window-width';
import { Tasks } from './tasks/Tasks';
import { Preview } from './viewer/Preview';
import { Slideshow } from './viewer/Slideshow';
import { useChosenAhead } from './viewer/use-chosen-ahead';
import { Viewer } from './viewer/Viewer';
import { useViewerState } from './viewer/viewer-state';
import { isFirstStart } from './welcome/first-start';
import { Welcome } from './welcome/Welcome';

/** Below this width in CSS pixels the inspector lies over the centre instead of beside it. */
const INSPECTOR_BESIDE = 1100;

const drops: DropHandlers = {
  // What a drop does would happen unseen behind it.
  closed: () => store.getState().dialog !== null,
  files: (files, drag, folder) => {
    void commands.importFiles(files, folder ? 'library' : purposeOf(drag, files.length));
  },
  images: (ids, { onto }) => {
    if (ids.length === 0) return;
    if (isSource(onto)) commands.replaceSource(onto, ids);
    else commands.addSources(ids);
  },
  page: (picture, drag) => {
    const purpose = purposeOf(drag, 1);
    if (picture?.kind === 'file') void commands.importFiles([picture.file], purpose);
    else if (picture?.kind === 'link') commands.offerLink(picture.url, purpose);
    else commands.refuseDrop(picture?.message ?? 'What was dropped holds no picture.', purpose);
  },
};

/** A picture alone is there to be edited, wherever it lands; several are, when they land on the composer. */
function purposeOf({ over, onto }: DragOver, count: number): DropPurpose {
  if (isSource(onto)) return { replace: onto };
  if (over === 'composer') return 'add-sources';
  return count === 1 ? 'edit' : 'library';
}

/** True for the id of a source of the draft that is shown. */
function isSource(id: string | null): id is ImageId {
  return draftOf(store.getState()).recipe.sourceIds.some((source) => source === id);
}

/** The window. */
export function App() {
  const state = useStudioFields((studio) => ({
    start: studio.start,
    theme: studio.settings.theme,
    platform: studio.platform,
    place: studio.place,
    promptPart: studio.promptPart,
    opened: studio.opened,
    preview: studio.preview,
    slideshow: studio.slideshow,
    railOpen: studio.railOpen,
    inspectorOpen: studio.inspectorOpen,
    viewerInspector: studio.viewerInspector,
    firstStart: isFirstStart(studio),
  }));
  const immersed = useViewerState((viewer) => viewer.immersed);
  const windowWidth = useWindowWidth();
  const [covered, measureComposer] = useCovered();
  const drag = useDrop(drops);
  useTheme(state.theme, state.start.status === 'ready');
  usePlatform(state.platform);
  useKeys();
  useChosenAhead();

  if (state.start.status === 'loading') return <div className={styles.app} aria-busy />;
  if (state.start.status === 'failed') return <StartFailed message={state.start.message} />;
  const large = state.opened !== null;
  const hidden = large || !isLibraryPlace(state.place);
  const inspector = large ? state.viewerInspector : inspectorShown(state.inspectorOpen, windowWidth);
  const wideRail = railShown(state.railOpen, windowWidth) && !large;
  const showInspector =
    !immersed && inspector && !state.firstStart && (large || hasDetails(state.place, state.promptPart));
  const over = windowWidth < INSPECTOR_BESIDE;
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <div className={styles.app} inert={state.slideshow !== null}>
        <Rail wide={wideRail} places={!state.firstStart} tasks={<Tasks wide={wideRail} />} />
        <main className={styles.centre}>
          <Notices />
          <LibraryBanner />
          <Blocked />
          <div className={styles.stage}>
            {state.firstStart ? (
              <Welcome />
            ) : (
              <>
                <div className={classNames(styles.layer, hidden && styles.behind)} inert={hidden}>
                  <Library covered={covered} hidden={hidden} />
                </div>
                {state.place === 'queue' && !large && <Queue covered={covered} />}
                {state.place === 'ledger' && !large && <Ledger covered={covered} />}
                {state.place === 'prompts' && !large && <Prompts covered={covered} />}
                {state.opened !== null && !state.slideshow && <Viewer id={state.opened} covered={covered} />}
                {state.preview !== null && !large && !hidden && <Preview id={state.preview} />}
                <Composer measure={measureComposer} dropping={drag?.over === 'composer'} />
              </>
            )}
            <Messages />
            {showInspector && over && <Details over />}
          </div>
        </main>
        {showInspector && !over && <Details over={false} />}
        <DropHint drag={drag} />
      </div>
      {state.opened !== null && state.slideshow && <Slideshow id={state.opened} {...state.slideshow} />}
      <Settings />
      <History />
      <CollectDialog />
      <ExportPanel />
      <ShortcutSheet />
      <Palette />
    </Tooltip.Provider>
  );
}

/** Places that have something to be told at the right. */
function hasDetails(place: Place, part: PromptPart): boolean {
  return place !== 'ledger' && (place !== 'prompts' || part === 'history');
}

/** What is known of the selection: of prompts in their place, else of images and jobs. */
function Details({ over }: Readonly<{ over: boolean }>) {
  const prompts = useStudio((state) => state.place === 'prompts' && state.opened === null);
  return prompts ? <PromptPanel over={over} /> : <Inspector over={over} />;
}

/** Pixels below the composer and a little above it. */
const FOOT = 40;

/** The height at the foot of the centre that the floating composer takes, with the room around it. */
function useCovered(): readonly [number, (element: HTMLElement | null) => (() => void) | undefined] {
  const [height, setHeight] = useState(120);
  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      setHeight(element.offsetHeight);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [height + FOOT, measure];
}

function StartFailed({ message }: Readonly<{ message: string }>) {
  return (
    <div className={styles.failed} role="alert">
      <h1>Easel could not start</h1>
      <p>{message}</p>
    </div>
  );
}
