import { expect, test } from 'vitest';
import { fallbackFits, fallbackFolder, placeOf } from './electron-fallback.mjs';
import { runtimeEnvironment } from './electron-runtime.mjs';

const runtime = { kind: 'fallback', version: '33.2.1', folder: '/cache/e', executable: '/cache/e/electron' };

test('the switch that turns the sandbox off is for root alone', () => {
  expect(runtimeEnvironment(runtime, {}, false)).not.toHaveProperty('NO_SANDBOX');
  expect(runtimeEnvironment(runtime, {}, true)).toHaveProperty('NO_SANDBOX', '1');
});

test('code is built for the Electron that runs, not for the one in package.json', () => {
  expect(runtimeEnvironment(runtime, { PATH: '/bin' }, false)).toEqual({
    PATH: '/bin',
    ELECTRON_EXEC_PATH: '/cache/e/electron',
    ELECTRON_OVERRIDE_DIST_PATH: '/cache/e',
    ELECTRON_MAJOR_VER: '33',
  });
});

test('the app that the fallback runtime comes with is left out', () => {
  expect(placeOf('Cypress/resources/app/package.json')).toBeUndefined();
  expect(placeOf('Cypress/browser_v8_context_snapshot.bin')).toBeUndefined();
  expect(placeOf('Cypress/Cypress')).toBe('electron');
  expect(placeOf('Cypress/locales/de.pak')).toBe('locales/de.pak');
});

test('an entry of the archive can not leave its folder', () => {
  expect(placeOf('Cypress/../../evil')).toBeUndefined();
  expect(placeOf('/etc/passwd')).toBeUndefined();
});

test('the fallback is neither offered where it can not run nor kept in node_modules', () => {
  expect(fallbackFits('darwin', 'x64')).toBe(false);
  expect(fallbackFits('linux', 'arm64')).toBe(false);
  expect(fallbackFolder({ XDG_CACHE_HOME: '/somewhere' })).toMatch(/^\/somewhere\/easel\/electron-33/);
});
