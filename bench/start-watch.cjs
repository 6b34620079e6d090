/* global process */
// Loaded into the main process before the app: notes when the window first asked for the jobs and had them, and when it
// was painted. Playwright would hold the app back until it is attached.
const { writeFileSync } = require('node:fs');
const { app, ipcMain } = require('electron');

let answered = 0;
const handle = ipcMain.handle.bind(ipcMain);
ipcMain.handle = (channel, handler) => {
  handle(channel, async (event, route, input) => {
    const answer = await handler(event, route, input);
    if (route === 'jobs.list' && answered === 0) answered = Date.now();
    return answer;
  });
};

const PAINTED = `new Promise((done) => {
  const look = () => {
    const ready = document.querySelector('textarea') !== null;
    // The frame that holds the field is on the screen when the one after it begins.
    requestAnimationFrame(ready ? () => requestAnimationFrame(() => done(Date.now())) : look);
  };
  look();
})`;

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    if (!contents.getURL().includes('index.html')) return;
    const painted = await contents.executeJavaScript(PAINTED);
    writeFileSync(process.env.EASEL_BENCH_RESULT, JSON.stringify({ answered, painted }));
  });
});
