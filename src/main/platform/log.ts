import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Log } from '../core/ports';

/** What the log needs. */
export interface LogPlan {
  /** For `easel.log`, and the one before it as `easel.log.old`. Created when missing. */
  readonly folder: string;
  /** Takes every known secret out of a text. */
  readonly mask: (text: string) => string;
  /** Milliseconds since 1970; the system's clock by default. */
  readonly now?: () => number;
  /** Of one file; two are kept. A million by default. */
  readonly maxBytes?: number;
}

const MOST_BYTES = 1_000_000;
const LONGEST_LINE = 4000;

/**
 * A log in a small file, one JSON object a line. Known secrets, the key's header and the person's home folder are taken
 * out. Never throws: a log that can't be written is no reason to stop.
 */
export function createLog({ folder, mask, now = Date.now, maxBytes = MOST_BYTES }: LogPlan): Log {
  const file = join(folder, 'easel.log');
  let size = sizeOf(file);
  const write = (level: string, message: string, facts: Readonly<Record<string, unknown>> = {}): void => {
    try {
      const entry = JSON.stringify({ at: new Date(now()).toISOString(), level, message, ...facts }, readable);
      const line = `${redact(mask(entry)).slice(0, LONGEST_LINE)}\n`;
      if (size > 0 && size + line.length > maxBytes) {
        rmSync(`${file}.old`, { force: true });
        renameSync(file, `${file}.old`);
        size = 0;
      }
      appendFileSync(file, line, { mode: 0o600 });
      size += Buffer.byteLength(line);
    } catch {
      // Nowhere to say it.
    }
  };
  return {
    info: (message, facts) => {
      write('info', message, facts);
    },
    warn: (message, facts) => {
      write('warn', message, facts);
    },
    error: (message, facts) => {
      write('error', message, facts);
    },
  };
}

function sizeOf(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/** Errors say nothing as JSON by themselves. */
function readable(_name: string, value: unknown): unknown {
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
  return typeof value === 'bigint' ? String(value) : value;
}

/** Also where the key is not known yet: whatever stands behind its header's name goes. */
function redact(text: string): string {
  const home = JSON.stringify(homedir()).slice(1, -1);
  return text
    .replace(/(ocp-apim-subscription-key\W{1,8})[^\s"'\\,;}]+/gi, '$1[secret]')
    .replaceAll(home.length > 1 ? home : '\0', '~');
}
