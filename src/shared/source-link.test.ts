import { describe, expect, it } from 'vitest';
import { sourceLinkFault } from './source-link';

describe('the link of a source', () => {
  it.each([
    ...['file:///home/ann/cat.png', 'easel://image/img_1', 'data:image/png;base64,AA', '/home/ann/cat.png', 'cat.png'],
    ...['http://localhost/a.png', 'https://127.1/a.png', 'http://[::1]/a.png', 'http://[fd00::1]/a.png'],
    ...['http://10.0.0.4/a', 'http://192.168.1.9/a', 'http://172.20.0.1/a', 'http://169.254.169.254/a'],
    ...[
      'http://100.64.3.2/a',
      'http://printer/a',
      'http://nas.local/a',
      'http://0x7f000001/a',
      'http://[::ffff:7f00:1]/',
    ],
    ...['https://ann:secret@pictures.example/a.png', `https://pictures.example/${'a'.repeat(2000)}`],
    // Fetching knew these as private, typing did not.
    ...[
      'http://a.corp/x',
      'http://wiki.intranet/x',
      'http://192.0.2.1/a',
      'http://[2002:7f00:1::]/',
      'http://[2001:db8::1]/',
    ],
    // No name is so long; what is sent is kept with the host, whose room is limited.
    `https://${'a'.repeat(301)}.example/a.png`,
  ])('is never sent when it says nothing to the gateway, or too much: %s', (link) => {
    expect(sourceLinkFault(link)).not.toBeNull();
  });

  it.each(['https://pictures.example/a.png', 'http://203.0.114.5/a', 'https://[2606:4700::1]/a.webp'])(
    'is taken when it is public: %s',
    (link) => {
      expect(sourceLinkFault(link)).toBeNull();
    },
  );
});
