import { useState } from 'react';
import type { ImageId } from '../../shared/ids';
import type { PromptStory, PromptSummary } from '../../shared/prompts';
import { promptCommands, store } from '../store/studio';
import { Button } from '../ui/Button';
import { beginOwnDrag } from '../ui/drag';
import { PromptThumb } from './PromptThumb';
import styles from './PromptPanel.module.css';

type PromptImagesProps = Readonly<{ summary: PromptSummary; story: PromptStory | null }>;

/** The images of a prompt, kept ones first: twelve of them, then all. A click opens one, a drag takes its file along. */
export function PromptImages({ summary, story }: PromptImagesProps) {
  const [all, setAll] = useState(false);
  const { images: few, imageCount } = summary;
  const every = imagesOf(summary, story);
  const images = all ? every : few;
  if (imageCount === 0) return summary.uses === 0 ? null : <p className={styles.none}>{nothingWords(story)}</p>;
  return (
    <section aria-label="Images">
      <ul className={styles.images}>
        {images.map((id, at) => (
          <li key={id}>
            <button
              type="button"
              aria-label={`Open image ${String(at + 1)} of ${String(imageCount)}`}
              draggable
              onClick={() => store.getState().open(id)}
              onDragStart={(event) => {
                // The native drag of the file takes over.
                event.preventDefault();
                beginOwnDrag([id]);
              }}
            >
              <PromptThumb id={id} />
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.more}>
        {every.length > few.length && (
          <Button size="small" variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${every.length.toLocaleString('en')}`}
          </Button>
        )}
        <Button size="small" variant="quiet" disabled={!story} onClick={() => promptCommands.showImages(every)}>
          Select in library
        </Button>
      </div>
    </section>
  );
}

/** All that are known, in the order of the summary and then by use. */
function imagesOf(summary: PromptSummary, story: PromptStory | null): readonly ImageId[] {
  return [...new Set([...summary.images, ...(story?.uses ?? []).flatMap(({ images }) => images)])];
}

function nothingWords(story: PromptStory | null): string {
  const came = story?.uses.some(({ status }) => status === 'done');
  return came ? 'Its images are in the trash or were deleted. The prompt stays.' : 'No images have come of it so far.';
}
