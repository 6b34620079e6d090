import type { ImageId } from '../../shared/ids';

/** The type under which images of the library travel in a drag inside the window. */
const IMAGE_DRAG_TYPE = 'application/x-easel-image';

/** Puts images into a drag that begins. */
export function startImageDrag(data: DataTransfer, ids: readonly ImageId[]): void {
  data.setData(IMAGE_DRAG_TYPE, ids.join('\n'));
  data.effectAllowed = 'copy';
}

/** True for a drag of images of the library; which ones is not known before the drop. */
export function isImageDrag(data: DataTransfer): boolean {
  return data.types.includes(IMAGE_DRAG_TYPE);
}

/** The images that were dropped; none for any other drag. */
export function droppedImages(data: DataTransfer): readonly ImageId[] {
  return data.getData(IMAGE_DRAG_TYPE).split('\n').filter(isImageId);
}

function isImageId(text: string): text is ImageId {
  return /^img_[0-9a-z]{20}$/.test(text);
}
