import { store } from '../store/studio';
import { TILE_HEIGHT } from '../store/view';
import type { Action } from './action';

function resizeTiles(by: number): void {
  const { tileHeight, setTileHeight } = store.getState();
  setTileHeight(tileHeight + by * TILE_HEIGHT.step * 2);
}

/** Places and parts of the window. */
export const WINDOW_ACTIONS: readonly Action[] = [
  {
    id: 'rail',
    label: 'Side bar',
    group: 'Window',
    keys: ['Mod+b'],
    scope: 'always',
    menu: 'toggle-rail',
    run: () => store.getState().toggleRail(window.innerWidth),
  },
  {
    id: 'inspector',
    label: 'Inspector',
    group: 'Window',
    keys: ['Mod+i'],
    scope: 'always',
    menu: 'toggle-inspector',
    run: () => store.getState().toggleInspector(window.innerWidth),
  },
  {
    id: 'larger',
    label: 'Larger tiles',
    group: 'Window',
    keys: ['Mod+=', 'Mod++'],
    scope: 'always',
    menu: 'larger-tiles',
    run: () => resizeTiles(1),
  },
  {
    id: 'smaller',
    label: 'Smaller tiles',
    group: 'Window',
    keys: ['Mod+-'],
    scope: 'always',
    menu: 'smaller-tiles',
    run: () => resizeTiles(-1),
  },
  {
    id: 'library',
    label: 'Library',
    group: 'Window',
    keys: ['Mod+1'],
    scope: 'always',
    menu: 'show-library',
    run: () => store.getState().goTo('all'),
  },
  {
    id: 'queue',
    label: 'Queue',
    group: 'Window',
    keys: ['Mod+2'],
    scope: 'always',
    menu: 'show-queue',
    run: () => store.getState().goTo('queue'),
  },
  {
    id: 'ledger',
    label: 'Ledger',
    group: 'Window',
    keys: ['Mod+3'],
    scope: 'always',
    menu: 'show-ledger',
    run: () => store.getState().goTo('ledger'),
  },
  {
    id: 'settings',
    label: 'Settings',
    group: 'Window',
    keys: ['Mod+,'],
    scope: 'always',
    menu: 'settings',
    run: () => store.getState().setDialog('settings'),
  },
  {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    group: 'Window',
    keys: ['?'],
    scope: 'not-typing',
    menu: 'shortcuts',
    run: () => store.getState().setDialog('shortcuts'),
  },
];
