import ElectronStore from 'electron-store';
import { RequestError } from '../../shared/result';
import { Settings } from '../../shared/settings';
import { checkSettings, copyAside, SETTINGS_NAME, setAsideBroken } from './settings-check';

/** The settings of this machine. */
export interface SettingsStore {
  read(): Settings;
  /** Writes the given ones and returns all. Throws `unavailable` when the disk refuses; nothing is changed then. */
  change(change: Partial<Settings>): Settings;
  onChange(listener: (settings: Settings) => void): () => void;
}

/** What the settings need. */
export interface SettingsPlan {
  /** User data. */
  readonly folder: string;
  /** Tells the person that something in the file could not be used. */
  readonly notify: (message: string) => void;
  /** Milliseconds since 1970, for the names of files set aside; the system's clock by default. */
  readonly now?: () => number;
}

/** The settings in `settings.json`. A broken file is set aside and said; what a newer version wrote stays in it. */
export function createSettingsStore({ folder, notify, now = Date.now }: SettingsPlan): SettingsStore {
  const aside = setAsideBroken(folder, now());
  if (aside !== null)
    notify(`Your settings could not be read and were begun anew. The old ones are kept as “${aside}”.`);
  const file = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: SETTINGS_NAME,
    accessPropertiesByDotNotation: false,
  });
  const { settings, faults } = checkSettings(file.store);
  if (faults.length > 0) {
    notify(
      `Some settings could not be used (${faults.join(', ')}). The file before is kept as “${copyAside(folder, now())}”.`,
    );
    for (const name of faults) file.delete(name);
  }
  const listeners = new Set<(settings: Settings) => void>();
  let current = settings;
  return {
    read: () => current,
    change: (change) => {
      const next = Settings.parse({ ...current, ...change });
      try {
        // Only what changed: a default that nobody chose may be another one day.
        file.set({ ...change });
      } catch (error) {
        throw Object.assign(new RequestError('unavailable', 'The settings could not be saved. Check the disk.'), {
          cause: error,
        });
      }
      current = next;
      for (const listener of listeners) listener(current);
      return current;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
