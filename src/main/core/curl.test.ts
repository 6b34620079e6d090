import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlCommand } from './curl';

/** The arguments that the command would give to cURL, as a shell hands them over. */
function argumentsOf(command: string, key: string): readonly string[] {
  const fake = `curl() { for each in "$@"; do printf '%s\\0' "$each"; done; }\n${command}`;
  const output = execFileSync('sh', ['-c', fake], { env: { PIXAZO_API_KEY: key }, encoding: 'utf8' });
  return output.split('\0').slice(0, -1);
}

const REQUEST = { url: 'https://gateway.test/submit', headers: {}, body: '{}' };
const onPosix = process.platform === 'win32' ? it.skip : it;

describe('cURL command', () => {
  for (const prompt of [
    "it's $HOME and `id` and $(id)",
    'two\nlines \\ and "quotes"',
    "'; touch /tmp/owned; '",
    '@/etc/passwd',
    '!history %s é 金 🦊',
  ]) {
    onPosix(`carries the body ${JSON.stringify(prompt)} to the byte, and runs nothing in it`, () => {
      const body = JSON.stringify({ prompt });
      const given = argumentsOf(curlCommand({ ...REQUEST, body }), 'secret');
      expect(given.at(-1)).toBe(body);
      expect(given.filter((argument) => argument === '--data-raw')).toHaveLength(1);
    });
  }

  onPosix('takes the key from the environment only when it is run, even with odd characters in it', () => {
    const key = `k"e'y $x`;
    const command = curlCommand({
      ...REQUEST,
      headers: { 'Ocp-Apim-Subscription-Key': 'leaked', 'X-Webhook-Mode': 'sync' },
    });
    expect(command).not.toContain('leaked');
    const given = argumentsOf(command, key);
    expect(given).toContain(`Ocp-Apim-Subscription-Key: ${key}`);
    expect(given).toContain('X-Webhook-Mode: sync');
    expect(given).toContain(REQUEST.url);
  });

  onPosix('names the content type once, recorded or not', () => {
    const types = (headers: Record<string, string>): number =>
      argumentsOf(curlCommand({ ...REQUEST, headers }), 'k').filter((each) => /^content-type:/i.test(each)).length;
    expect([types({}), types({ 'content-type': 'application/json' })]).toEqual([1, 1]);
  });
});
