// The least that shows a sandboxed window: what every start of an Electron app costs before it does anything.
const { app, BrowserWindow } = require('electron')
const { join } = require('node:path')

app.enableSandbox()
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => {
    window.show()
    process.stderr.write(`MARK ready-to-show ${Date.now()}\n`)
  })
  window.loadFile(join(__dirname, 'index.html'))
})
app.on('window-all-closed', () => app.quit())
