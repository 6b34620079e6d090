import type { ActionId } from '../../shared/actions';
import { ACTIONS, labelOf } from '../../shared/actions';
import type { LibraryView } from '../../shared/library-query';
import type { Template } from '../../shared/prompts';
import { tagSearch } from '../../shared/search';
import { runAction, whyNot } from '../keys/actions';
import type { SettingsSection } from '../store/settings-sections';
import { SETTINGS_SECTIONS } from '../store/settings-sections';
import type { Studio } from '../store/store';
import { commands, promptCommands, store } from '../store/studio';
import { focusOn } from '../ui/focus';
import { firstLine } from '../ui/format';
import type { Entry } from './entry';

/** Every action that the palette offers, as it stands now. */
export function actionEntries(state: Studio): readonly Entry[] {
  return ACTIONS.filter(({ notInPalette }) => notInPalette === undefined).map(({ id, group, keys, alias = '' }) => ({
    id: `action:${id}`,
    group: 'Actions',
    label: labelOf(id, state.platform),
    alias: `${alias} ${group}`,
    keys,
    why: whyNot(id, state),
    run: () => runAction(id),
  }));
}

const VIEWS: readonly (readonly [view: LibraryView, label: string, alias: string])[] = [
  ['favourites', 'Favourites', 'favorites hearts'],
  ['edits', 'Edits', ''],
  ['imported', 'Imported', ''],
  ['trash', 'Trash', 'deleted bin'],
];

function showView(view: LibraryView): void {
  store.getState().goTo(view);
  focusOn('grid');
}

/** A tag is a search of the whole library. */
function showTag(tag: string): void {
  store.getState().goTo('all');
  store.getState().setSearch(tagSearch(tag));
  focusOn('grid');
}

/** Parts of the library. */
export function placeEntries({ lists }: Studio): readonly Entry[] {
  const place = (id: string, label: string, detail: string, run: () => void, alias = ''): Entry => ({
    ...{ id, label, alias, detail, run },
    group: 'Go to',
    why: null,
  });
  return [
    ...VIEWS.map(([view, label, alias]) => place(`view:${view}`, label, '', () => showView(view), alias)),
    ...lists.collections.map(({ id, name }) => place(`view:${id}`, name, 'Collection', () => showView(id))),
    ...lists.smart.map(({ id, name }) => place(`view:${id}`, name, 'Smart collection', () => showView(id))),
    ...lists.tags.map(({ tag }) => place(`tag:${tag}`, tag, 'Tag', () => showTag(tag))),
  ];
}

/** Templates, to be begun from. */
export function templateEntries({ templates }: Studio): readonly Entry[] {
  return (templates?.templates ?? []).map((template: Template) => ({
    id: `template:${template.id}`,
    group: 'Templates',
    label: template.name,
    alias: '',
    detail: firstLine(template.text),
    why: null,
    run: () => commands.insertTemplate(template),
  }));
}

const SETTINGS_ALIAS: Readonly<Record<SettingsSection, string>> = {
  Connection: 'gateway api key demo',
  Network: 'proxy certificate',
  Webhook: 'address',
  Sources: 'bucket s3 upload endpoint delivery edit',
  Queue: 'concurrency submits',
  Notifications: 'dock taskbar progress',
  Library: 'folder backup trash rebuild',
  Prices: 'cost estimate',
  Writing: 'spell check spelling dictionary',
  Appearance: 'theme dark light',
};

/** Sections of the settings. */
export function settingsEntries(): readonly Entry[] {
  return SETTINGS_SECTIONS.map((section) => ({
    id: `settings:${section}`,
    group: 'Settings',
    label: section,
    alias: `settings preferences ${SETTINGS_ALIAS[section]}`,
    detail: 'Settings',
    why: null,
    run: () => store.getState().openSettings(section),
  }));
}

/** The same words looked for elsewhere. */
export function searchEntries(typed: string): readonly Entry[] {
  const words = typed.trim();
  const search = (id: ActionId, label: string, run: () => void): Entry => ({
    ...{ id: `search:${id}`, label: `${label} “${words}”`, alias: '', run },
    group: 'Search',
    why: null,
  });
  return [
    search('search', 'Search library for', () => {
      store.getState().goTo('all');
      store.getState().setSearch(words);
      focusOn('grid');
    }),
    search('search-prompts', 'Search prompts for', () => {
      promptCommands.ask({ search: words });
      promptCommands.search();
    }),
  ];
}
