import { describe, expect, it } from 'vitest';
import { imageId } from '../store/fake-ids';
import { SOURCE_VANISHED } from '../store/vanished';
import { sourceNotes, withSourceNotes } from './source-notes';
import type { SourceThumb } from './use-source-thumbs';

const source = (change: Partial<SourceThumb> = {}): SourceThumb => ({
  ...{ id: imageId(1), title: 'lamp', version: 0, width: 600, height: 400, state: 'here', animated: false },
  ...{ crop: null, link: null, ...change },
});
const said = (...sources: readonly SourceThumb[]) =>
  sourceNotes(sources).map(({ message, blocks }) => [message, blocks]);

describe('what is said of sources', () => {
  it('is nothing while they can be sent as they are', () => {
    expect(said(source(), source({ width: 0, height: 0 }))).toEqual([]);
  });

  it('keeps the draft from being sent where one is gone, and only warns of the rest', () => {
    expect(said(source({ state: 'gone' }))).toEqual([[expect.stringMatching(/no longer in the library/), true]]);
    expect(said(source({ state: 'trashed', animated: true }))).toEqual([[expect.stringMatching(/in the trash/), true]]);
    expect(said(source({ animated: true }))).toEqual([['“lamp” moves; only its first picture is sent.', false]]);
    expect(said(source({ width: 40, height: 300 }))).toEqual([[expect.stringMatching(/only 40 × 300 pixels/), false]]);
  });

  it('counts the part that is sent, not the picture around it', () => {
    const crop = { x: 0, y: 0, width: 50, height: 50 };
    expect(said(source({ crop }))).toEqual([[expect.stringMatching(/only 50 × 50 pixels/), false]]);
  });

  it('says aloud what the press found, once and by its name', () => {
    const told = { field: 'sources', message: SOURCE_VANISHED, blocks: true, told: true, place: null } as const;
    for (const state of ['gone', 'trashed'] as const) {
      const about = sourceNotes([source({ state })]);
      expect(withSourceNotes([told], about)).toEqual(about.map((note) => ({ ...note, told: true })));
    }
    // The library may know more than the thumbnails yet do.
    expect(withSourceNotes([told], [])).toEqual([told]);
  });

  it('names a mention that means nothing', () => {
    expect(sourceNotes([], ['<IMAGE_1>'])[0]?.message).toBe('<IMAGE_1> in the prompt names no source image.');
  });
});
