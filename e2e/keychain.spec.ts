import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test as base } from './fixtures';
import { filesBelow } from './studio';

/** A message bus and a keyring of the test's own, so that nobody's real keychain is touched. */
interface Keyring {
  /** Variables with which the app finds them. */
  readonly env: Readonly<Record<string, string>>;
  readonly daemon: ChildProcess;
}

const test = base.extend<{ readonly keyring: Keyring }>({
  // eslint-disable-next-line no-empty-pattern
  keyring: async ({}, use, testInfo) => {
    const home = testInfo.outputPath('keyring-home');
    mkdirSync(home, { recursive: true });
    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // A path of a socket may have some hundred characters only: the output folder's are too long.
    const runtime = mkdtempSync(join(tmpdir(), 'easel-keyring-'));
    const env = { DBUS_SESSION_BUS_ADDRESS: await firstLine(bus), XDG_DATA_HOME: home, XDG_RUNTIME_DIR: runtime };
    const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env: { ...process.env, ...env, HOME: home },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // The password ends with a line break; the daemon creates and unlocks its keyring with it.
    daemon.stdin.end('password\n');
    await expect.poll(() => owned(env), 'the keyring is on the bus').toBe(true);
    await use({ env, daemon });
    for (const child of [daemon, bus]) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    rmSync(runtime, { recursive: true, force: true });
  },
});

test.skip(process.platform !== 'linux', 'the keyring daemon of this test is Linux’s');

test('the key goes to the keychain, survives a restart and is on no disk in the clear', async ({
  launch,
  gateway,
  keyring,
}, testInfo) => {
  const key = DEMO_KEY;
  const first = await launch({ env: keyring.env });
  await first.saveKey(key);
  const settings = await first.openSettings();
  await expect(settings.getByText(/keychain/i).first()).toBeVisible();
  await expect(settings.getByText(/until you quit/i)).toHaveCount(0);
  await first.quit();

  const second = await launch({ env: keyring.env });
  await second.make('A stone arch');
  expect(gateway.submits[0]?.headers['ocp-apim-subscription-key']).toBe(key);

  const again = await second.openSettings();
  await again.getByRole('button', { name: 'Remove key' }).click();
  await expect(again.getByRole('button', { name: 'Remove key' })).toHaveCount(0);
  await second.quit();

  const third = await launch({ env: keyring.env });
  await expect((await third.openSettings()).getByRole('button', { name: 'Remove key' })).toHaveCount(0);
  const places = [testInfo.outputPath('user-data'), testInfo.outputPath('keyring-home')];
  expect(places.flatMap(filesBelow).filter((path) => readFileSync(path).includes(key))).toEqual([]);
});

test('a keychain that hangs holds up neither the window nor the work', async ({ launch, gateway, keyring }) => {
  keyring.daemon.kill('SIGSTOP');
  const studio = await launch({ env: keyring.env });
  await studio.saveKey(DEMO_KEY);
  await studio.make('A slow keychain');
  expect(gateway.submits).toHaveLength(1);
  keyring.daemon.kill('SIGCONT');
});

/** Whether somebody answers for the secrets on that bus. */
function owned(env: Readonly<Record<string, string>>): boolean {
  const question = [
    '--session',
    '--dest=org.freedesktop.DBus',
    '--print-reply',
    '/',
    'org.freedesktop.DBus.GetNameOwner',
  ];
  const { status } = spawnSync('dbus-send', [...question, 'string:org.freedesktop.secrets'], {
    env: { ...process.env, ...env },
  });
  return status === 0;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The program has no output.');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('The program ended without a word.');
}
