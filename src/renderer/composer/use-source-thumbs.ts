import { useEffect } from 'react';
import type { ImageId } from '../../shared/ids';
import type { Crop, Recipe } from '../../shared/recipe';
import { commands, sync, useStudioFields } from '../store/studio';
import { type Standing, standing } from '../store/vanished';

/** A source as the composer shows it. */
export interface SourceThumb {
  readonly id: ImageId;
  readonly title: string;
  readonly version: number;
  /** Pixels as shown; zero while they are not known. */
  readonly width: number;
  readonly height: number;
  readonly state: Standing;
  readonly animated: boolean;
  readonly crop: Crop | null;
  readonly link: string | null;
}

/** The sources of a draft with what is known of them and what was chosen for them; asks for the rest. */
export function useSourceThumbs(
  sourceIds: readonly ImageId[],
  sourceChoices?: Recipe['sourceChoices'],
): readonly SourceThumb[] {
  const { details, versions, columns, animated } = useStudioFields((state) => ({
    ...{ details: state.details, versions: state.versions, columns: state.columns, animated: state.animated },
  }));
  useEffect(() => {
    sync.wantImages(sourceIds);
    void commands.lookAtSources(sourceIds);
  }, [sourceIds]);
  return sourceIds.map((id) => {
    const known = details.get(id);
    return {
      id,
      title: known?.title ?? 'Source image',
      version: versions.get(id) ?? 0,
      ...{ width: known?.width ?? 0, height: known?.height ?? 0 },
      state: standing(columns, id),
      animated: animated.get(id) ?? false,
      ...{ crop: null, link: null, ...sourceChoices?.[id] },
    };
  });
}
