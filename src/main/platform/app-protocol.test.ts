import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appHandler, contentSecurityPolicy } from './app-protocol';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-app-'));
  mkdirSync(join(folder, 'app/assets'), { recursive: true });
  writeFileSync(join(folder, 'app/index.html'), '<p>Easel</p>');
  writeFileSync(join(folder, 'app/assets/index-1.js'), 'let a;');
  writeFileSync(join(folder, 'app/assets/notes.txt'), 'no page');
  writeFileSync(join(folder, 'secret.html'), 'secret');
  symlinkSync(folder, join(folder, 'app/up'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const get = (url: string, method = 'GET'): ReturnType<ReturnType<typeof appHandler>> =>
  appHandler(join(folder, 'app'), contentSecurityPolicy('easel:'))({ url, method });
const NOTHING = { error: -6 };

describe('app protocol', () => {
  it('serves the pages with type and policy', () => {
    const page = get('app://easel/index.html?x#y');
    expect(page.path).toBe(join(folder, 'app', 'index.html'));
    expect(page.headers?.['Content-Type']).toBe('text/html; charset=utf-8');
    expect(page.headers?.['Content-Security-Policy']).toContain(`default-src 'none'; script-src 'self';`);
    expect(get('app://easel/assets/index-1.js').headers?.['Content-Type']).toMatch(/^text\/javascript/);
  });

  it.each([
    'app://easel/',
    'app://easel',
    'app://easel/../secret.html',
    'app://easel/..%2fsecret.html',
    'app://easel/%2e%2e/secret.html',
    'app://easel/assets/..%5c..%5csecret.html',
    'app://easel/up/secret.html',
    'app://easel//index.html',
    'app://easel/index.html%00',
    'app://easel/assets',
    'app://easel/assets/notes.txt',
    'app://other/index.html',
    'app://easel:80/index.html',
    'app://easel/constructor',
    'app://easel/__proto__',
  ])('gives nothing for %s', (address) => {
    expect(get(address)).toEqual(NOTHING);
  });

  it('takes no other method', () => {
    expect(get('app://easel/index.html', 'POST')).toEqual(NOTHING);
  });
});
