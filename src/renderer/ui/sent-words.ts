import type { SentSource } from '../../shared/delivery';
import type { Job } from '../../shared/job';
import type { Recipe } from '../../shared/recipe';
import { bytes, pixels } from './format';

/** How one source was sent, with what is known of it, such as "inline, 1536 × 1024, 412 kB". */
export function sentWords({ way, width, height, bytes: size, host }: SentSource): string {
  const facts = [
    wayWords(way, host),
    width === null || height === null ? '' : pixels({ width, height }),
    size === null ? '' : bytes(size),
  ];
  return facts.filter((fact) => fact !== '').join(', ');
}

function wayWords(way: SentSource['way'], host: string | null): string {
  const at = host === null ? '' : ` on ${host}`;
  switch (way) {
    case 'inline':
      return 'inline';
    case 'result':
      return `the gateway’s own link${at}`;
    case 'bucket':
      return `your bucket${at}`;
    case 'link':
      return `public link${at}`;
  }
}

/** What a job's last try sent, a line for each source; none before the first try. The refused one of a job that goes out again, too. */
export function sentLines({ delivery }: Pick<Job, 'delivery'>): readonly string[] {
  const sent = delivery?.sent ?? [];
  return sent.map((source, place) =>
    sent.length > 1 ? `${String(place + 1)}: ${sentWords(source)}` : sentWords(source),
  );
}

/** Which sources anybody could fetch by a link that was typed, in words; empty when there is none. */
export function linkedSources({ sourceIds, sourceChoices }: Recipe): string {
  const linked = sourceIds.filter((id) => (sourceChoices?.[id]?.link ?? null) !== null).length;
  if (linked === 0) return '';
  return linked === sourceIds.length
    ? 'by public link'
    : `${String(linked)} of ${String(sourceIds.length)} by public link`;
}
