import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { toResponse } from './get-response';

describe('reply of the network', () => {
  it('with a header in another script arrives without that header: an image must not be lost for its name', async () => {
    const fields = { 'content-disposition': 'attachment; filename=狐.png', 'content-length': '3', etag: ['a', 'b'] };
    const reply = toResponse(200, fields, Readable.from([Buffer.from('fox')]));
    expect(await reply.text()).toBe('fox');
    expect(Object.fromEntries(reply.headers)).toEqual({ 'content-length': '3', etag: 'a, b' });
  });

  it('without a body is none that `Response` refuses', () => {
    expect(toResponse(304, {}, Readable.from([])).body).toBeNull();
  });

  it('with a status from nowhere is an error that can be caught', () => {
    expect(() => toResponse(999, {}, Readable.from([]))).toThrow(RangeError);
  });
});
