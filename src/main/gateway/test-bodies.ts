import type { ReplyBodies } from '../core/ports';

/** Takes data URIs out of replies into memory, for tests of what reads the replies. */
export function createTestBodies(): ReplyBodies & { readonly files: ReadonlyMap<string, Buffer> } {
  const files = new Map<string, Buffer>();
  return {
    files,
    slim: (body) => {
      const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
      const slim = text
        .replaceAll('easel-spool:', 'easel-spool-')
        .replace(/data:image\/\w+;base64,([A-Za-z0-9+/=]+)/g, (_, base64: string) => {
          const file = `image-${String(files.size + 1)}`;
          files.set(file, Buffer.from(base64, 'base64'));
          return `easel-spool:${file}`;
        });
      return Promise.resolve(slim);
    },
  };
}
