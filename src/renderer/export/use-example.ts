import { useEffect, useState } from 'react';
import type { ExportPlan } from '../../shared/export';
import { exportShape } from '../../shared/export-shape';
import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import { nameFacts } from '../../shared/name-facts';
import { exportName } from '../../shared/name-template';
import { commands } from '../store/studio';

/** The name that one of the images would get, with its ending; null while its details are not here. */
export function useExample(ids: readonly ImageId[], at: number, plan: ExportPlan): string | null {
  const id = ids[at];
  const [image, setImage] = useState<LibraryImage | null>(null);
  useEffect(() => {
    let stale = false;
    if (id === undefined) return undefined;
    void commands.detailsOf(id).then((found) => {
      if (!stale) setImage(found ?? null);
    });
    return () => {
      stale = true;
    };
  }, [id]);
  if (image?.id !== id || !image) return null;
  const shape = exportShape(image, plan);
  const name = exportName(plan.name, nameFacts(image, shape, at + 1, ids.length));
  return `${name}.${shape.ending}`;
}
