import { describe, expect, test } from 'vitest';
import { cleanBucket } from './bucket-rules';

const typed = { endpoint: 'https://s3.example.com', region: 'eu-1', name: 'pictures', prefix: '' };

describe('cleanBucket', () => {
  test('keeps one form, whatever the spaces and slashes', () => {
    expect(
      cleanBucket({ endpoint: ' S3.Example.com/ ', region: '', name: ' pictures ', prefix: '/easel/sources/' }),
    ).toEqual({
      bucket: { endpoint: 'https://s3.example.com', region: 'us-east-1', name: 'pictures', prefix: 'easel/sources' },
    });
  });

  test.each([
    ['https://s3.eu-central-1.amazonaws.com', 'eu-central-1'],
    ['https://s3.dualstack.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['https://0123abc.r2.cloudflarestorage.com', 'auto'],
    ['http://127.0.0.1:9000', 'us-east-1'],
  ])('%s has the region %s without a word', (endpoint, region) => {
    expect(cleanBucket({ ...typed, endpoint, region: '' })).toMatchObject({ bucket: { endpoint, region } });
  });

  test.each([
    ['endpoint', { endpoint: 'http://s3.example.com' }],
    ['endpoint', { endpoint: 'ftp://127.0.0.1' }],
    ['endpoint', { endpoint: 'https://key:secret@s3.example.com' }],
    ['endpoint', { endpoint: 'https://s3.example.com/pictures' }],
    ['endpoint', { endpoint: '' }],
    ['region', { region: 'eu central' }],
    ['name', { name: 'pictures/of' }],
    ['name', { name: '..' }],
    ['prefix', { prefix: 'a/../b' }],
    ['prefix', { prefix: 'a//b' }],
    ['prefix', { prefix: 'a b' }],
  ])('what can’t be used is refused at its field: %s %o', (field, change) => {
    expect(cleanBucket({ ...typed, ...change })).toMatchObject({ field });
  });
});
