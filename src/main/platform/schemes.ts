import type { CustomScheme } from 'electron';

const SERVED = { standard: true, secure: true, supportFetchAPI: true } as const;

/** Our own schemes, to be registered before the app is ready: pages, images, and the work of the decoder. */
export const SCHEMES: CustomScheme[] = [
  { scheme: 'app', privileges: { ...SERVED, codeCache: true } },
  { scheme: 'easel', privileges: { ...SERVED, corsEnabled: true, stream: true } },
  { scheme: 'decoder', privileges: { ...SERVED, corsEnabled: true, stream: true } },
];
