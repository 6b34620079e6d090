import type { Page } from '@playwright/test';

/** How long something took from an event of the page until the window showed it, in milliseconds. */
export interface Shown {
  /** Until the last change of what is in sight was painted; null when nothing changed. */
  readonly painted: number | null;
  /** Until every picture in sight was there as well. */
  readonly pictured: number;
}

/** What the page can be asked; see the functions of the same names. */
interface Probe {
  scroller(): HTMLElement;
  frames(step: number, count: number): Promise<number[]>;
  blanks(step: number, count: number): Promise<number[]>;
  arm(type: string, what: Watched): void;
  shown(): Promise<Shown>;
}
/** What is looked at: which images are in sight, how their tiles look, or which prompts of the history are in sight and how. */
type Watched = 'images' | 'cells' | 'prompts';
interface ProbedWindow {
  benchProbe: Probe;
}

/** Puts what measures into the page of the window. Once for each page. */
export async function installProbe(page: Page): Promise<void> {
  await page.evaluate(() => {
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const grid = (): HTMLElement | null => document.querySelector<HTMLElement>('[role=grid][aria-label=Library]');
    const scroller = (): HTMLElement => {
      for (let one = grid(); one; one = one.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
      }
      throw new Error('The grid does not scroll.');
    };
    const inSight = (): HTMLElement[] => {
      const found = grid();
      if (!found) return [];
      const { top, bottom } = scroller().getBoundingClientRect();
      return Array.from(found.querySelectorAll<HTMLElement>('[role=gridcell]')).filter((cell) => {
        const box = cell.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      });
    };
    const isBlank = (cell: HTMLElement): boolean => {
      const picture = cell.querySelector('img');
      return picture !== null && !(picture.complete && picture.naturalWidth > 0);
    };
    /** Taller than any heading of a day: where that much is empty, rows are missing. */
    const HOLE = 100;
    const hasHole = (seen: readonly HTMLElement[]): boolean => {
      const view = scroller().getBoundingClientRect();
      const { scrollTop, clientHeight, scrollHeight } = scroller();
      // At the very end there is room for the composer.
      const isEnd = scrollTop + 2 * clientHeight > scrollHeight;
      const boxes = seen.map((cell) => cell.getBoundingClientRect());
      const top = Math.min(...boxes.map((box) => box.top));
      const bottom = Math.max(...boxes.map((box) => box.bottom));
      return top > view.top + HOLE || (!isEnd && bottom < view.bottom - HOLE);
    };
    const images = (): string => {
      const count = document.querySelector('[aria-label="Images shown"]')?.textContent ?? '';
      return [count, ...inSight().map((cell) => cell.dataset['cell'] ?? '')].join(' ');
    };
    const cells = (): string =>
      inSight()
        // Not all of it: a picture's address holds the picture.
        .map((cell) => `${cell.className} ${cell.ariaSelected ?? ''} ${cell.ariaLabel ?? ''} ${cell.textContent}`)
        .concat(String(grid()?.querySelectorAll('svg').length ?? 0))
        .join('');
    const promptsInSight = (): HTMLElement[] => {
      const rows = document.querySelectorAll<HTMLElement>('[aria-label="Prompt history"] li[aria-posinset]');
      return Array.from(rows).filter((row) => {
        const box = row.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
      });
    };
    // A row that waits for its words has none.
    const prompts = (): string => {
      const count = document.querySelector('[aria-label="Prompts shown"]')?.textContent ?? '';
      return [
        count,
        ...promptsInSight().map((row) => `${row.getAttribute('aria-posinset') ?? ''} ${row.textContent}`),
      ].join('|');
    };

    /** A move of so many pixels a frame, down while there is room, and how long each frame lasted. */
    const frames = async (step: number, count: number): Promise<number[]> => {
      const target = scroller();
      const times = [await nextFrame()];
      for (let frame = 0; frame < count; frame += 1) {
        target.scrollTop += step;
        times.push(await nextFrame());
      }
      return times.slice(1).map((time, place) => time - (times[place] ?? 0));
    };

    /** The same move, and for how long each tile in sight was without its picture. */
    const blanks = async (step: number, count: number): Promise<number[]> => {
      const target = scroller();
      const since = new Map<string, number>();
      const lasted: number[] = [];
      const look = (now: number): void => {
        const seen = inSight();
        const blank = new Map(seen.flatMap((cell) => (isBlank(cell) ? [[cell.dataset['cell'] ?? '', now]] : [])));
        if (hasHole(seen)) blank.set('rows that are not there', now);
        for (const [id, at] of since) {
          if (blank.has(id)) continue;
          lasted.push(now - at);
          since.delete(id);
        }
        for (const id of blank.keys()) if (!since.has(id)) since.set(id, now);
      };
      for (let frame = 0; frame < count; frame += 1) {
        target.scrollTop += step;
        look(await nextFrame());
      }
      for (let frame = 0; frame < 600 && since.size > 0; frame += 1) look(await nextFrame());
      return [...lasted, ...Array.from(since.values(), () => Infinity)];
    };

    let watch: Promise<Shown> = Promise.reject(new Error('Nothing is watched.'));
    watch.catch(() => undefined);
    const QUIET = 500;
    const PATIENCE = 10_000;
    /** Begins at the next event of that type and ends when nothing in sight has changed for half a second. */
    const arm = (type: string, what: Watched): void => {
      const look = { images, cells, prompts }[what];
      const seen = what === 'prompts' ? promptsInSight : inSight;
      let before = look();
      watch = new Promise((resolve) => {
        const begin = async (event: Event): Promise<void> => {
          const begun = event.timeStamp;
          let painted: number | null = null;
          let pictured: number | null = null;
          let last = { changed: false, blank: true };
          for (let now = begun; now - begun < PATIENCE;) {
            // What a frame holds is on the screen when the next one begins.
            now = await nextFrame();
            if (last.changed) painted = now - begun;
            if (last.blank) pictured = null;
            else pictured ??= now - begun;
            if (pictured !== null && now - begun > Math.max(painted ?? 0, pictured) + QUIET) break;
            const found = look();
            last = { changed: found !== before, blank: seen().some(isBlank) };
            before = found;
          }
          resolve({ painted, pictured: Math.max(painted ?? 0, pictured ?? Infinity) });
        };
        window.addEventListener(type, (event) => void begin(event), { capture: true, once: true });
      });
    };
    Object.assign(window, { benchProbe: { scroller, frames, blanks, arm, shown: () => watch } });
  });
}

/** Scrolls so many pixels in each of so many frames; resolves with how long each frame lasted, in milliseconds. */
export function scrollFrames(page: Page, step: number, count: number): Promise<readonly number[]> {
  return page.evaluate(([pixels, frames]) => (window as unknown as ProbedWindow).benchProbe.frames(pixels, frames), [
    step,
    count,
  ] as const);
}

/** The same; resolves with how long tiles in sight were without their pictures, those alone that were, in milliseconds. */
export function scrollBlanks(page: Page, step: number, count: number): Promise<readonly number[]> {
  return page.evaluate(([pixels, frames]) => (window as unknown as ProbedWindow).benchProbe.blanks(pixels, frames), [
    step,
    count,
  ] as const);
}

/**
 * How long it takes from the first event of that type that `act` causes until it shows. `images` counts other images in
 * sight and another count of them as a change, `cells` anything new on one of them, `prompts` other rows of the history or
 * other words in them.
 */
export async function timeShown(
  page: Page,
  type: 'keydown' | 'beforeinput' | 'pointerdown',
  what: Watched,
  act: () => Promise<void>,
): Promise<Shown> {
  await page.evaluate(
    ([event, change]) => {
      (window as unknown as ProbedWindow).benchProbe.arm(event, change);
    },
    [type, what] as const,
  );
  await act();
  return page.evaluate(() => (window as unknown as ProbedWindow).benchProbe.shown());
}

/** The size of the part of the grid that is in sight, in CSS pixels, and how far it can be scrolled. */
export function gridSize(
  page: Page,
): Promise<{ readonly width: number; readonly height: number; readonly all: number }> {
  return page.evaluate(() => {
    const scroller = (window as unknown as ProbedWindow).benchProbe.scroller();
    return { width: scroller.clientWidth, height: scroller.clientHeight, all: scroller.scrollHeight };
  });
}

/** Scrolls the grid to that share of its whole height and waits for its pictures. */
export async function scrollTo(page: Page, share: number): Promise<void> {
  await page.evaluate(async (part) => {
    const { benchProbe } = window as unknown as ProbedWindow;
    const scroller = benchProbe.scroller();
    scroller.scrollTop = part * (scroller.scrollHeight - scroller.clientHeight);
    await benchProbe.blanks(0, 30);
  }, share);
}
