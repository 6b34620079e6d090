/* global process */
// Loaded into the main process before an app: notes when its window was ready to be shown, when it showed what it has of
// the library (EASEL_BENCH_UNTIL: `images`, or `empty` for the words that stand there without one) and when the pictures
// in sight were there. Without EASEL_BENCH_UNTIL only the first. Milliseconds since 1970.
const { renameSync, writeFileSync } = require('node:fs');
const { app } = require('electron');

const result = process.env.EASEL_BENCH_RESULT;
const until = process.env.EASEL_BENCH_UNTIL;
const times = { window: 0, painted: 0, pictured: 0 };

function write() {
  if (times.window === 0 || (until !== undefined && times.pictured === 0)) return;
  writeFileSync(`${result}.part`, JSON.stringify(times));
  renameSync(`${result}.part`, result);
}

const LOOK = `new Promise((done) => {
  const until = ${JSON.stringify(until ?? '')};
  const times = { painted: 0, pictured: 0 };
  const look = () => {
    const field = document.querySelector('textarea') !== null;
    const words = until === 'empty' && document.querySelector('main h2') !== null;
    const cells = [...document.querySelectorAll('[role=grid][aria-label=Library] [role=gridcell]')].filter((cell) => {
      const { top, bottom } = cell.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    const painted = field && (words || cells.length > 0);
    const blank = cells.some((cell) => {
      const picture = cell.querySelector('img');
      return picture === null || !picture.complete || picture.naturalWidth === 0;
    });
    const pictured = painted && !blank;
    // What a frame holds is on the screen when the next one begins.
    requestAnimationFrame(() => {
      if (painted && times.painted === 0) times.painted = Date.now();
      if (pictured) {
        times.pictured = Date.now();
        done(times);
      } else look();
    });
  };
  requestAnimationFrame(look);
})`;

app.on('browser-window-created', (_event, window) => {
  window.once('ready-to-show', () => {
    times.window ||= Date.now();
    write();
  });
});

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    if (until === undefined || !contents.getURL().includes('index.html')) return;
    Object.assign(times, await contents.executeJavaScript(LOOK));
    write();
  });
});
