// The least that an Electron app with a window can be: what the start of Easel is measured against.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  void window.loadURL('data:text/html,<title>Empty</title>');
});
app.on('window-all-closed', () => app.quit());
