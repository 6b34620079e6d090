import { createInlinePainter } from '../src/main/gateway/demo/inline-painter';
import type { ImageId } from '../src/shared/ids';
import type { LibraryImage } from '../src/shared/image';
import type { ImportOutcome } from '../src/shared/app-state';
import type { LibraryColumns } from '../src/shared/library';
import type { Result } from '../src/shared/result';
import type { Studio } from './studio';

/** What main answers; throws its sentence when it refuses. */
export async function ask<T>(studio: Studio, ...[route, input]: Parameters<Studio['request']>): Promise<T> {
  const answer = (await studio.request(route, input)) as Result<T>;
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.data;
}

/** Every image that the library knows, in the trash or not, newest first. */
export async function allImages(studio: Studio): Promise<readonly LibraryImage[]> {
  const { ids } = await ask<LibraryColumns>(studio, 'library.columns', undefined);
  const all = (ids.match(/.{24}/g) ?? []) as ImageId[];
  return ask(studio, 'library.images', { ids: all });
}

/** The image of that title; throws when there is none. */
export async function imageOf(studio: Studio, title: string): Promise<LibraryImage> {
  const found = (await allImages(studio)).find((image) => image.title === title);
  if (!found) throw new Error(`There is no image “${title}”.`);
  return found;
}

/** The person's answer to the next dialogs for files or folders, and for a file to be written. */
export async function choose(studio: Studio, paths: readonly string[]): Promise<void> {
  await studio.app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths: [...filePaths] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: filePaths[0] ?? '' });
    },
    [...paths],
  );
}

/** A painted picture as a JPEG. The same title gives the same bytes. */
export async function picture(title: string, width = 240, height = 160): Promise<Uint8Array> {
  const order = { prompt: title, seed: title, size: { width, height }, format: 'jpeg', sources: [] } as const;
  return (await createInlinePainter().paint(order)).bytes;
}

/** Paints a picture for each title and imports them in that order: the last one is the newest. */
export async function bringIn(
  studio: Studio,
  file: (name: string, bytes: Uint8Array) => string,
  titles: readonly string[],
): Promise<void> {
  const paths: string[] = [];
  for (const title of titles) paths.push(file(`${title}.jpg`, await picture(title)));
  await choose(studio, paths);
  const outcomes = await ask<readonly ImportOutcome[]>(studio, 'library.importDialog', { what: 'files' });
  const refused = outcomes.find((outcome) => !outcome.ok);
  if (refused) throw new Error(JSON.stringify(refused));
}
