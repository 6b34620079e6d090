import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInlinePainter } from '../src/main/gateway/demo/inline-painter';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { type MadeService, startService } from '../src/main/bucket/made-service';
import { expect, test as base } from './fixtures';
import type { Studio } from './studio';

const test = base.extend<{ readonly service: MadeService }>({
  // Playwright reads a fixture's needs from the pattern; one without needs has an empty one.
  // eslint-disable-next-line no-empty-pattern
  service: async ({}, use) => {
    const service = await startService();
    await use(service);
    await service.close();
  },
});

async function typeBucket(studio: Studio, service: MadeService, secret = service.secret) {
  const settings = await studio.openSettings();
  await settings.getByRole('button', { name: 'Sources', exact: true }).click();
  const form = settings.getByRole('form', { name: 'Own bucket' });
  await form.getByLabel('Endpoint').fill(service.endpoint);
  await form.getByLabel('Bucket', { exact: true }).fill(service.bucketName);
  await form.getByLabel('Folder').fill('/easel/');
  await form.getByLabel('Access key').fill(service.accessKey);
  await form.getByLabel('Secret key').fill(secret);
  return { settings, form };
}

async function picture(): Promise<Uint8Array> {
  const size = { width: 600, height: 400 };
  const painted = await createInlinePainter().paint({ prompt: 'quay', seed: 'quay', size, format: 'png', sources: [] });
  return painted.bytes;
}

test('an edit goes through the bucket: fetched by its signed address, gone afterwards, the secret in no file', async ({
  launch,
  gateway,
  service,
  file,
}, testInfo) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { settings, form } = await typeBucket(studio, service);
  await studio.answerDialog('yes');
  await form.getByRole('button', { name: 'Test bucket' }).click();
  await expect(form.getByRole('status')).toContainText('It works');
  await form.getByRole('button', { name: 'Save bucket' }).click();
  await expect(form.getByRole('button', { name: 'Remove bucket' })).toBeVisible();
  await expect(form.getByLabel('Secret key')).toHaveValue('');
  await settings.getByRole('radio', { name: 'Own bucket' }).click();
  await studio.page.keyboard.press('Escape');
  await expect(settings).toBeHidden();

  const fetched: Promise<Response>[] = [];
  service.meanwhile = (line) => {
    // Before the object goes, as the gateway's model would: by what was submitted, with no key.
    const url = gateway.submits.at(-1)?.body.match(/http[^"]+X-Amz-Signature=[0-9a-f]+/)?.[0];
    if (!line.startsWith('DELETE') || url === undefined) return Promise.resolve();
    service.meanwhile = null;
    fetched.push(fetch(url));
    return fetched[0]?.then(() => undefined) ?? Promise.resolve();
  };
  await studio.drop([file('quay.png', await picture())], studio.composer);
  await expect(studio.composer.getByRole('button', { name: /^Edit/ })).toBeVisible();
  await studio.generate('Make it night');
  await expect(studio.compare.getByRole('img', { name: 'After' })).toBeVisible();
  const body = JSON.parse(gateway.submits[0]?.body ?? '{}') as { image_urls: string[] };
  expect(body.image_urls).toHaveLength(1);
  expect(body.image_urls[0]).toContain(`${service.endpoint}/${service.bucketName}/easel/`);
  await expect.poll(() => service.objects()).toEqual([]);
  const answer = await fetched[0];
  expect([answer?.status, answer?.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^image\//)]);
  expect((await fetch(body.image_urls[0] ?? '')).status).toBe(404);

  await studio.quit();
  const signature = /X-Amz-Signature=([0-9a-f]{64})/.exec(body.image_urls[0] ?? '')?.[1] ?? 'none';
  const hits = filesBelow(testInfo.outputPath('user-data')).filter((path) => {
    const bytes = readFileSync(path);
    return bytes.includes(service.secret) || bytes.includes(signature);
  });
  expect(hits).toEqual([]);
});

test('what is wrong with a bucket is said where it is typed, and nothing is kept', async ({ launch, service }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { settings, form } = await typeBucket(studio, service, 'not-the-secret');
  await studio.answerDialog('no');
  await form.getByRole('button', { name: 'Save bucket' }).click();
  await expect(form.getByRole('alert')).toHaveText('The bucket was not changed.');
  await studio.answerDialog('yes');
  await form.getByRole('button', { name: 'Test bucket' }).click();
  await expect(form.getByRole('status')).toHaveText(/secret key does not belong to the access key/);
  await form.getByLabel('Endpoint').fill('http://s3.example.com');
  await form.getByRole('button', { name: 'Test bucket' }).click();
  await expect(form.getByLabel('Endpoint')).toHaveAccessibleDescription(/must start with https/);
  await expect(form.getByLabel('Endpoint')).toBeFocused();
  await expect(settings.getByRole('radio', { name: 'Own bucket' })).toHaveCount(0);
  await expect(form.getByRole('button', { name: 'Remove bucket' })).toHaveCount(0);
});

test('saving says that Easel asks first, and after the bucket is removed the keys stay in its form', async ({
  launch,
  service,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { form } = await typeBucket(studio, service);
  await studio.app.evaluate(({ dialog }) => {
    const asked = new Promise((answer) => Object.assign(globalThis, { answer }));
    dialog.showMessageBox = () => asked as never;
  });
  await form.getByRole('button', { name: 'Save bucket' }).click();
  await expect(form.getByRole('status')).toHaveText(/asks about a new bucket first/);
  await studio.app.evaluate(() =>
    (globalThis as unknown as { answer: (said: { response: number }) => void }).answer({ response: 0 }),
  );
  await expect(form.getByRole('status')).toHaveText('Saved.');
  await form.getByRole('button', { name: 'Remove bucket' }).click();
  await expect(form.getByRole('status')).toHaveText('The bucket is removed.');
  await expect(form.getByLabel('Endpoint')).toBeFocused();
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}
