import type { AppState } from './app-state';

/** Whether spelling is checked: as chosen, else where the system does it without asking a server for a dictionary. */
export function checksSpelling(choice: boolean | null, platform: AppState['platform']): boolean {
  return choice ?? platform === 'darwin';
}
