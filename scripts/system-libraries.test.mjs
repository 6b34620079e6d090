import { expect, test } from 'vitest';
import { hasDisplay, needsOf } from './system-libraries.mjs';

const names = (purpose, display) => needsOf(purpose, display).map(({ name }) => name);

test('starting on a desktop asks for nothing that only tests need', () => {
  expect(names('start', true)).toContain('libgtk-3.so.0');
  expect(names('start', true)).not.toContain('Xvfb');
  expect(names('start', true)).not.toContain('gnome-keyring-daemon');
});

test('starting without a display brings a virtual one', () => {
  expect(names('start', false)).toContain('Xvfb');
});

test('tests bring their own display even on a desktop', () => {
  expect(names('test', true)).toEqual(expect.arrayContaining(['Xvfb', 'dbus-run-session', 'gnome-keyring-daemon']));
});

test('only Linux can be without a display', () => {
  expect(hasDisplay({}, 'darwin')).toBe(true);
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
});
