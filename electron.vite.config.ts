import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const source = (path: string) => resolve(import.meta.dirname, 'src', path);

/** Fails the build when a bundle holds a package that must stay out of it. */
function without(forbidden: string): Plugin {
  return {
    name: `without-${forbidden}`,
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        const modules = chunk.type === 'chunk' ? chunk.moduleIds : [];
        if (modules.some((id) => id.includes(`/node_modules/${forbidden}/`))) {
          this.error(`${forbidden} must not be bundled into ${chunk.fileName}`);
        }
      }
    },
  };
}

// electron-vite demands a default export.
export default defineConfig({
  main: {
    build: {
      // In one piece with the program they cost a start a third of what their many files do.
      externalizeDeps: { exclude: ['zod', 'electron-store'] },
      rolldownOptions: {
        input: {
          index: source('main/index.ts'),
          // Run with worker_threads as `demo-painter.js` beside index.js, so that drawing never holds up main.
          'demo-painter': source('main/gateway/demo/painter-worker.ts'),
          // The same for the work on large replies.
          'reply-worker': source('main/storage/jobs/reply-worker.ts'),
          // The library's: columns, searches, hashes, copies, backups.
          'library-worker': source('main/storage/library/library-worker.ts'),
        },
        // Beside the entries: files are named relative to the module that names them.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    // A sandboxed preload can load neither ES modules nor packages: one bundled CommonJS file.
    plugins: [without('zod')],
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    plugins: [react()],
    build: {
      minify: true,
      rolldownOptions: {
        // The second page is the hidden, sandboxed window in which untrusted image bytes are decoded.
        input: { index: source('renderer/index.html'), decoder: source('renderer/decoder.html') },
      },
    },
  },
});
