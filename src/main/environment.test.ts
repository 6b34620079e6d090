import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvironment } from './environment';

describe('environment', () => {
  it('takes only the origin of a gateway, so that a path can’t slip into submit addresses', () => {
    expect(readEnvironment({ EASEL_GATEWAY_URL: 'http://127.0.0.1:8080/v2/?x=1' }).gatewayOrigin).toBe(
      'http://127.0.0.1:8080',
    );
  });
  it('refuses a gateway that would send the key in the clear', () => {
    expect(() => readEnvironment({ EASEL_GATEWAY_URL: 'http://example.com' })).toThrow('https://');
  });
  it('treats empty values as not given', () => {
    expect(readEnvironment({ EASEL_GATEWAY_URL: '', EASEL_LIBRARY_DIR: '', EASEL_DEMO_SPEED: '' })).toEqual({
      gatewayOrigin: null,
      libraryFolder: null,
      demoSpeed: 1,
    });
  });
  it('makes a library folder absolute, so that it can be shown in the file manager', () => {
    expect(readEnvironment({ EASEL_LIBRARY_DIR: 'pictures' }).libraryFolder).toBe(resolve('pictures'));
  });
  it('refuses a demo speed that would stop time', () => {
    expect(() => readEnvironment({ EASEL_DEMO_SPEED: '0' })).toThrow('above 0');
  });
});
