import { useEffect } from 'react';
import type { Settings } from '../../shared/settings';

const DARK = '(prefers-color-scheme: dark)';
const KEY = 'easel.theme';

/** Shows the theme on the page and follows the system when asked to. */
export function useTheme(theme: Settings['theme'], known: boolean): void {
  useEffect(() => {
    if (!known) return undefined;
    localStorage.setItem(KEY, theme);
    showTheme(theme);
    if (theme !== 'system') return undefined;
    const system = matchMedia(DARK);
    const follow = (): void => {
      showTheme('system');
    };
    system.addEventListener('change', follow);
    return () => {
      system.removeEventListener('change', follow);
    };
  }, [theme, known]);
}

/** Marks the page with its platform, for what looks different there. */
export function usePlatform(platform: string): void {
  useEffect(() => {
    document.documentElement.dataset['platform'] = platform;
  }, [platform]);
}

/** Shows the theme of the last run before main has answered, so that the window does not flash. */
export function showLastTheme(): void {
  const last = localStorage.getItem(KEY);
  showTheme(last === 'dark' || last === 'light' ? last : 'system');
}

function showTheme(theme: Settings['theme']): void {
  const dark = theme === 'dark' || (theme === 'system' && matchMedia(DARK).matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}
