/** Pictures that are fetched and decoded before they are shown. */
export interface PictureCache {
  /** True when it can be shown in the next frame. */
  readonly isReady: (url: string) => boolean;
  /** Fetches and decodes it, once; false when it can't be, or is no longer wanted. */
  readonly prepare: (url: string) => Promise<boolean>;
  /** Lets go of all others, and stops those on their way. */
  readonly keepOnly: (urls: ReadonlySet<string>) => void;
}

/** A picture on its way, or here for as long as it is held. */
export interface HeldPicture {
  /** Rejects when it can't be fetched or decoded. */
  readonly decoded: Promise<unknown>;
  /** Stops fetching. */
  readonly drop: () => void;
}

/** A cache over the way to fetch one picture. */
export function createPictureCache(fetch: (url: string) => HeldPicture): PictureCache {
  const held = new Map<string, { readonly picture: HeldPicture; readonly done: Promise<boolean>; ready: boolean }>();

  return {
    isReady: (url) => held.get(url)?.ready ?? false,
    prepare: (url) => {
      const known = held.get(url);
      if (known) return known.done;
      const picture = fetch(url);
      const done = picture.decoded.then(
        () => {
          const entry = held.get(url);
          if (entry?.picture !== picture) return false;
          entry.ready = true;
          return true;
        },
        () => {
          // Forgotten, so that it is tried again when it is wanted again: its disk may be back.
          if (held.get(url)?.picture === picture) held.delete(url);
          return false;
        },
      );
      held.set(url, { picture, done, ready: false });
      return done;
    },
    keepOnly: (urls) => {
      for (const [url, { picture, ready }] of held) {
        if (urls.has(url)) continue;
        held.delete(url);
        if (!ready) picture.drop();
      }
    },
  };
}

/** The pictures of this window: an element holds the bytes, and Chromium its pixels for as long as they fit. */
export const pictures = createPictureCache((url) => {
  const image = new Image();
  image.src = url;
  return {
    decoded: image.decode(),
    drop: () => {
      image.src = '';
    },
  };
});
