/**
 * Draws resources/icon.svg into the files that packaging needs, so that packaging itself needs no image tool:
 * `node scripts/draw-icons.mjs` after a change of the drawing. Starts itself a second time inside Electron, which draws.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const resources = join(dirname(dirname(fileURLToPath(import.meta.url))), 'resources');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
// macOS expects air around the shape; elsewhere the shape fills its place.
const airy = '0 0 1024 1024';
const tight = '76 76 872 872';

/**
 * An .ico file: a directory of PNGs.
 * @param {ReadonlyMap<number, Buffer>} pictures by size
 */
function icoFile(pictures) {
  const chosen = [...pictures].filter(([size]) => size <= 256);
  const header = Buffer.alloc(6 + 16 * chosen.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(chosen.length, 4);
  let offset = header.length;
  for (const [index, [size, png]] of chosen.entries()) {
    const at = 6 + 16 * index;
    // 256 does not fit into a byte and is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...chosen.map(([, png]) => png)]);
}

/**
 * An .icns file: PNGs under the type codes of their sizes, plain and for double density.
 * @param {ReadonlyMap<number, Buffer>} pictures by size
 */
function icnsFile(pictures) {
  const types = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
  const blocks = Object.entries(types).map(([type, size]) => {
    const png = pictures.get(size) ?? Buffer.alloc(0);
    return Buffer.concat([icnsHeader(type, png.length), png]);
  });
  const body = Buffer.concat(blocks);
  return Buffer.concat([icnsHeader('icns', body.length), body]);
}

/**
 * @param {string} type four letters
 * @param {number} length of what follows
 */
function icnsHeader(type, length) {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(length + 8, 4);
  return header;
}

/** Inside Electron: draws every size and writes the files. */
async function draw() {
  const { app, BrowserWindow } = await import('electron');
  await app.whenReady();
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,<canvas></canvas>');
  const svg = readFileSync(join(resources, 'icon.svg'), 'utf8');
  const pictures = async (/** @type {string} */ viewBox) => {
    const drawn = new Map();
    for (const size of sizes) {
      const sized = svg.replace(/viewBox="[^"]*"/, `width="${size}" height="${size}" viewBox="${viewBox}"`);
      const url = await window.webContents.executeJavaScript(`(${drawOnCanvas})(${JSON.stringify(sized)}, ${size})`);
      drawn.set(size, Buffer.from(url.split(',')[1], 'base64'));
    }
    return drawn;
  };
  const forMac = await pictures(airy);
  const forOthers = await pictures(tight);
  mkdirSync(join(resources, 'icons'), { recursive: true });
  for (const size of [16, 32, 48, 64, 128, 256, 512]) {
    writeFileSync(join(resources, 'icons', `${size}x${size}.png`), forOthers.get(size));
  }
  writeFileSync(join(resources, 'icon.icns'), icnsFile(forMac));
  writeFileSync(join(resources, 'icon.ico'), icoFile(forOthers));
  app.quit();
}

/**
 * Runs in the page.
 * @param {string} svg
 * @param {number} size
 */
async function drawOnCanvas(svg, size) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas.toDataURL('image/png');
}

/** In Node: starts Electron on this very file. */
async function startElectron() {
  const { bootstrap } = await import('./bootstrap.mjs');
  const { run } = await import('./terminal.mjs');
  await bootstrap('test');
  const { prepareRuntime, runtimeEnvironment } = await import('./electron-runtime.mjs');
  const { withVirtualDisplay } = await import('./virtual-display.mjs');
  const runtime = await prepareRuntime();
  const env = runtimeEnvironment(runtime);
  const args = [...(env.NO_SANDBOX ? ['--no-sandbox'] : []), fileURLToPath(import.meta.url)];
  const start = (/** @type {NodeJS.ProcessEnv} */ environment) => run(runtime.executable, args, { env: environment });
  return process.platform === 'linux' ? withVirtualDisplay(env, start) : start(env);
}

if (process.versions.electron) void draw();
else if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await startElectron();
