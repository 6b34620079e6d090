import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { createShell, type Shell } from './shell';

class FakeWindow extends EventEmitter {
  readonly webContents = new EventEmitter();
  readonly isMinimized = vi.fn(() => false);
  readonly restore = vi.fn();
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly hide = vi.fn();
}

let opened: FakeWindow[] = [];
let shell: Shell;
beforeEach(() => {
  opened = [];
  shell = createShell(() => {
    const window = new FakeWindow();
    opened.push(window);
    return window as unknown as ReturnType<Parameters<typeof createShell>[0]>;
  });
});

it('opens one window, brings it to the front when it is asked again, and opens the next when it was closed', () => {
  shell.show();
  shell.show();
  expect(opened).toHaveLength(1);
  expect(opened[0]?.focus).toHaveBeenCalledOnce();
  opened[0]?.emit('closed');
  expect(shell.window()).toBeNull();
  shell.show();
  expect(opened).toHaveLength(2);
});

it('what waits for the page is done when it is there, also when it came before anybody waited', () => {
  const early = vi.fn();
  const late = vi.fn();
  shell.show();
  shell.whenLoaded(early);
  expect(early).not.toHaveBeenCalled();
  opened[0]?.webContents.emit('did-finish-load');
  shell.whenLoaded(late);
  expect(early).toHaveBeenCalledOnce();
  expect(late).toHaveBeenCalledOnce();
});

it('what waits does not wait for ever for a window that was closed while it was loading', () => {
  const act = vi.fn();
  shell.show();
  shell.whenLoaded(act);
  opened[0]?.emit('closed');
  expect(act).toHaveBeenCalledOnce();
});

it('waits for the page again after a crash: what is told to a page that begins anew is lost', () => {
  const act = vi.fn();
  shell.show();
  opened[0]?.webContents.emit('did-finish-load');
  opened[0]?.webContents.emit('render-process-gone');
  shell.whenLoaded(act);
  expect(act).not.toHaveBeenCalled();
  opened[0]?.webContents.emit('did-finish-load');
  expect(act).toHaveBeenCalledOnce();
});

it('shows the window with its first frame', () => {
  shell.show();
  expect(opened[0]?.show).not.toHaveBeenCalled();
  opened[0]?.emit('ready-to-show');
  expect(opened[0]?.show).toHaveBeenCalledOnce();
});

it('shows and opens nothing any more once the app leaves', () => {
  shell.show();
  shell.leave();
  opened[0]?.emit('ready-to-show');
  expect(opened[0]?.show).not.toHaveBeenCalled();
  expect(opened[0]?.hide).toHaveBeenCalledOnce();
  opened[0]?.emit('closed');
  shell.show();
  expect(opened).toHaveLength(1);
});
