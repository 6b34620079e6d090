import type { StudioStore } from './store';

/** Says where an export went, until it is dismissed: a path is not read in passing. A second one of its kind takes its place. */
export function tellExport(
  store: StudioStore,
  kind: 'ledger' | 'receipts' | 'history' | 'templates',
  message: string,
): void {
  const notice = { id: `window:export-${kind}`, tone: 'info', message } as const;
  store.setState(({ ownNotices }) => ({ ownNotices: [...ownNotices.filter(({ id }) => id !== notice.id), notice] }));
}
