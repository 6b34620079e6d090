import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { gatewayOrigin } from '../../shared/gateway-address';
import { DEFAULT_GATEWAY } from '../../shared/models';
import { Settings } from '../../shared/settings';

/** What holds until a person chooses. */
export const DEFAULT_SETTINGS: Settings = {
  gateway: 'none',
  gatewayAddress: DEFAULT_GATEWAY,
  libraryFolder: null,
  theme: 'system',
  trashDays: 30,
  concurrency: 4,
  prices: {},
  paused: false,
  webhook: null,
  notifications: false,
  showProgress: false,
  proxy: { mode: 'system' },
  certificate: null,
  spellCheck: null,
  delivery: {},
  bucket: null,
};

/** Name of the settings file without its ending. */
export const SETTINGS_NAME = 'settings';

const Address = z.string().refine((address) => 'origin' in gatewayOrigin(address), 'no gateway address');
const Stored = Settings.extend({ gatewayAddress: Address });

/** The settings in what a file holds: each that can't be used is replaced by its default and named in `faults`. */
export function checkSettings(stored: Readonly<Record<string, unknown>>): {
  readonly settings: Settings;
  readonly faults: readonly string[];
} {
  const used: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  const faults: string[] = [];
  for (const [name, schema] of Object.entries(Stored.shape)) {
    if (!(name in stored)) continue;
    const parsed = schema.safeParse(stored[name]);
    if (parsed.success) used[name] = parsed.data;
    else faults.push(name);
  }
  return { settings: Settings.parse(used), faults };
}

/**
 * Renames a settings file that is no JSON object, so that the app starts with its defaults and nothing is lost. Returns
 * the new path, or null when there was nothing to do.
 */
export function setAsideBroken(folder: string, now: number): string | null {
  const file = join(folder, `${SETTINGS_NAME}.json`);
  if (!existsSync(file) || isObject(file)) return null;
  const aside = asideName(folder, now);
  renameSync(file, aside);
  return aside;
}

/** Copies the settings file before single values in it are replaced. Returns the path of the copy. */
export function copyAside(folder: string, now: number): string {
  const aside = asideName(folder, now);
  copyFileSync(join(folder, `${SETTINGS_NAME}.json`), aside);
  return aside;
}

function asideName(folder: string, now: number): string {
  return join(folder, `${SETTINGS_NAME}.broken-${new Date(now).toISOString().replace(/[:.]/g, '-')}.json`);
}

function isObject(file: string): boolean {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(readFileSync(file, 'utf8'))).success;
  } catch {
    return false;
  }
}
