import { expect, test } from 'vitest';
import { releaseObstacle, whatToPackage } from './package-plan.mjs';

test('an Electron that is out of support can not get into a release', () => {
  const release = whatToPackage(['--linux'], 'linux');
  expect(releaseObstacle(release, {})).toBeUndefined();
  expect(releaseObstacle(release, { ELECTRON_VERSION_OVERRIDE: '33.2.1' })).toContain('ELECTRON_VERSION_OVERRIDE');
  expect(releaseObstacle(release, { ELECTRON_OVERRIDE_DIST_PATH: '/x' })).toContain('ELECTRON_OVERRIDE_DIST_PATH');
  expect(releaseObstacle(release, { EASEL_ELECTRON: 'fallback' })).toContain('official');
});

test('the unpacked app of a release is as strict as its installers', () => {
  expect(releaseObstacle(whatToPackage(['--dir'], 'linux'), { EASEL_ELECTRON: 'fallback' })).toBeDefined();
});

test('the smoke test may use any Electron, but never makes an installer', () => {
  expect(releaseObstacle(whatToPackage(['--dir', '--smoke'], 'linux'), { EASEL_ELECTRON: 'fallback' })).toBeUndefined();
  expect(() => whatToPackage(['--smoke'], 'linux')).toThrow('--dir');
  expect(() => whatToPackage(['--dir', '--smoke', '--mac'], 'linux')).toThrow('this platform');
});

test('without a platform it packages for this machine', () => {
  expect(whatToPackage([], 'darwin').platforms).toEqual(['mac']);
  expect(whatToPackage([], 'win32').platforms).toEqual(['win']);
  expect(whatToPackage(['--mac', '--win'], 'linux').platforms).toEqual(['mac', 'win']);
});

test('a mistyped argument is not silently ignored', () => {
  expect(() => whatToPackage(['--smok'], 'linux')).toThrow('--smok');
});
