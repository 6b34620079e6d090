import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { deflateSync } from 'node:zlib';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { madePng } from '../src/main/storage/images/made-images';
import { expect, test } from './fixtures';
import { originals } from './studio';

test('files that mean harm are refused or kept out of sight; the window lives and works on', async ({
  launch,
  file,
  libraryFolder,
}) => {
  const pipe = file('x.txt', Buffer.from('')).replace('x.txt', 'pipe.png');
  execFileSync('/usr/bin/mkfifo', [pipe]);
  const endless = pipe.replace('pipe', 'endless');
  symlinkSync('/dev/zero', endless);
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const refused = [
    pipe,
    endless,
    file('drawing.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')),
    file('bomb.png', bombPng(20_000)),
    file('cut.png', madePng(64, 64).subarray(0, -20)),
  ];
  for (const path of refused) {
    await studio.drop([path], studio.composer);
    await expect(studio.page.getByText(basename(path)).first()).toBeVisible();
  }
  expect(originals(libraryFolder)).toEqual([]);

  // Its header says ten pixels; only a decoder finds out that there are more than a hundred million.
  await studio.drop([file('liar.gif', lyingGif(10_240))], studio.composer);
  await expect(studio.library.getByRole('gridcell', { name: /liar.*can’t be displayed/ })).toBeVisible();
  await studio.composer.getByRole('button', { name: /Remove source/ }).click();
  await studio.make('A calm lake');
});

/** A PNG of that many pixels on a side, one bit each, all black: small as a file, huge as a picture. */
function bombPng(side: number): Buffer {
  const png = Buffer.from(madePng(side, side));
  const data = deflateSync(Buffer.alloc((side / 8 + 1) * side));
  const end = png.indexOf('IEND') - 4;
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from('IDAT'), data, Buffer.alloc(4)]);
  chunk.writeUInt32BE(data.length, 0);
  return Buffer.concat([png.subarray(0, end), chunk, png.subarray(end)]);
}

/** A GIF whose screen is ten pixels wide and whose only frame is much larger. */
function lyingGif(side: number): Buffer {
  const frame = Buffer.alloc(10);
  frame[0] = 0x2c;
  frame.writeUInt16LE(side, 5);
  frame.writeUInt16LE(side, 7);
  const screen = Buffer.from([10, 0, 10, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
  return Buffer.concat([Buffer.from('GIF89a'), screen, frame, Buffer.from([2, 2, 0x44, 1, 0, 0x3b])]);
}
