import type { ImportOutcome } from '../../shared/app-state';
import type { Imports } from '../imports';
import type { LinkPorts } from './fetch-link';
import { fetchLink } from './fetch-link';

/** Pictures of the web. */
export interface Links {
  /**
   * Fetches the link, which the person was asked about in the window, and takes what it leads to into the library. One at
   * a time: another one ends it, so that nothing that was given up goes on loading.
   */
  import(url: string): Promise<readonly ImportOutcome[]>;
}

/** Links over those ways out, into that library. */
export function createLinks(ports: LinkPorts, imports: Pick<Imports, 'data'>): Links {
  let current = new AbortController();
  return {
    import: async (url) => {
      current.abort();
      current = new AbortController();
      const found = await fetchLink(ports, url, current.signal);
      if (found.kind === 'refused') return [{ name: url.slice(0, 300), ok: false, message: found.message }];
      return imports.data(found.name, found.bytes);
    },
  };
}
