import { realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

/** Absolute paths for names below one folder. */
export interface InsideFolder {
  /**
   * The path of a name with forward slashes. Throws `EASEL_OUTSIDE` when a link on the way leads out of the folder: a
   * library may come from anybody, and nothing outside of it is touched. What does not exist yet leads nowhere.
   */
  path(name: string): Promise<string>;
}

/** Looks at each folder on the way once. */
export function insideFolder(folder: string): InsideFolder {
  const known = new Map<string, Promise<boolean>>();
  const root = realpath(folder);
  // Told to whoever asks for a path.
  root.catch(() => undefined);
  const isInside = async (parent: string): Promise<boolean> => {
    const [top, real] = await Promise.all([root, nearest(parent)]);
    return real === top || real.startsWith(top.endsWith(sep) ? top : top + sep);
  };
  return {
    path: async (name) => {
      const path = join(folder, ...name.split('/'));
      const parent = dirname(path);
      let inside = known.get(parent);
      if (!inside) known.set(parent, (inside = isInside(parent)));
      if (!isBelow(folder, path) || !(await inside)) {
        throw Object.assign(new Error('A name leads out of the library folder.'), { code: 'EASEL_OUTSIDE' });
      }
      return path;
    },
  };
}

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Where the folder really is, or the nearest one above it that exists. */
async function nearest(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    const above = dirname(folder);
    if (above === folder) throw error;
    return nearest(above);
  }
}
