import type { OrganiseChange } from '../../shared/organise';
import { commands, useStudio } from '../store/studio';
import { FOCUS_ID } from '../ui/focus';
import type { SharedTag } from '../ui/tag-words';
import { Tags } from '../ui/Tags';
import { focusOnImages } from './focus-images';

type ImageTagsProps = Readonly<{
  tags: readonly SharedTag[];
  /** Why nothing can be changed; null when it can. */
  locked: string | null;
  organise: (change: OrganiseChange) => Promise<boolean>;
}>;

/** The tags of one image or of several; those of the library are offered. */
export function ImageTags({ tags, locked, organise }: ImageTagsProps) {
  const known = useStudio((state) => state.lists.tags);
  const platform = useStudio((state) => state.platform);
  return (
    <Tags
      id={FOCUS_ID.tags}
      tags={tags}
      known={known}
      listName="Tags in the library"
      locked={locked}
      onAdd={(added) => void organise({ kind: 'tag', tags: [...added] })}
      onRemove={(tag) => void organise({ kind: 'untag', tags: [tag] })}
      onLeave={focusOnImages}
      everywhere={{ platform, rename: commands.renameTag, remove: commands.removeTag }}
    />
  );
}
