import type { ImageFormat } from '../../../shared/image';
import { slug } from '../../../shared/slug';
import type { NewImage } from '../../core/ports';

const EXTENSIONS: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  avif: 'avif',
};

/**
 * Where an original lies below the library folder, such as `originals/2026/11/2026-11-22 golden particles a1b2c3.jpg`.
 * Always the same for the same image, so that bringing it in again finds it. `copy` numbers the names that follow when
 * one is taken by something else. The date is the local one; `days` later or earlier where the machine was in another zone.
 */
export function originalName(
  image: Pick<NewImage, 'id' | 'createdAt' | 'title'>,
  format: ImageFormat,
  copy = 1,
  days = 0,
): string {
  const date = new Date(image.createdAt);
  date.setDate(date.getDate() + days);
  const year = String(date.getFullYear()).padStart(4, '0');
  const month = String(date.getMonth() + 1).padStart(2, '0');
  const day = String(date.getDate()).padStart(2, '0');
  const number = copy > 1 ? ` (${String(copy)})` : '';
  const name = `${year}-${month}-${day} ${slug(image.title)} ${image.id.slice(-6)}${number}.${EXTENSIONS[format]}`;
  return `originals/${year}/${month}/${name}`;
}

/** The file name of an image's thumbnail below the library folder. */
export function thumbnailName(id: NewImage['id']): string {
  return `thumbnails/${id.slice(-2)}/${id}.webp`;
}
