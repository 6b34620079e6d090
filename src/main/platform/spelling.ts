import { app, type Session } from 'electron';

/** More dictionaries than these slow typing down. */
const MOST_LANGUAGES = 3;

/**
 * Turns the spell check on or off. macOS checks by itself. Elsewhere Chromium does, and begins each session by fetching
 * dictionaries from a server of Google's, whether or not a window checks anything: only a session without languages makes no
 * request. So they are taken away before anything else, and are there when a person wants them.
 */
export function setSpelling(session: Session, on: boolean): void {
  if (process.platform === 'darwin') {
    session.setSpellCheckerEnabled(on);
    return;
  }
  session.setSpellCheckerLanguages(on ? [...languagesOf(session.availableSpellCheckerLanguages)] : []);
  session.setSpellCheckerEnabled(on);
}

/** Sessions that begin from now on fetch no dictionary. Comes before the first of them. */
export function keepSessionsSilent(): void {
  app.on('session-created', (session) => {
    setSpelling(session, false);
  });
}

function languagesOf(available: readonly string[]): readonly string[] {
  const wanted = app.getPreferredSystemLanguages().flatMap((language) => {
    const [base = language] = language.split('-');
    return available.find((one) => one === language) ?? available.find((one) => one.split('-')[0] === base) ?? [];
  });
  return wanted.length > 0 ? [...new Set(wanted)].slice(0, MOST_LANGUAGES) : ['en-US'];
}
