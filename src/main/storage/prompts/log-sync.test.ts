import { expect, it } from 'vitest';
import { createLogSync } from './log-sync';

it('a second of writing is one sync of the log, the next second another, and none after the end', () => {
  const waiting = new Set<() => void>();
  const synced: string[] = [];
  const log = createLogSync(
    '/drafts.db',
    (file) => {
      synced.push(file);
      return Promise.resolve();
    },
    (act) => {
      waiting.add(act);
      return () => waiting.delete(act);
    },
  );
  const pass = (): void => {
    const due = [...waiting];
    waiting.clear();
    for (const act of due) act();
  };
  for (const _letter of 'letters') log.soon();
  expect(waiting.size).toBe(1);
  pass();
  expect(synced).toEqual(['/drafts.db-wal']);
  pass();
  expect(synced).toHaveLength(1);
  log.soon();
  pass();
  expect(synced).toHaveLength(2);
  log.soon();
  log.close();
  pass();
  expect(synced).toHaveLength(2);
});
