import { spawn } from 'node:child_process'
import { root } from './places.mjs'

/**
 * Child processes, in the two ways the scripts need: `run` lets the user watch, `capture` keeps the output for later.
 * Both resolve with the exit code and never reject for one; a command that cannot be started has code 127.
 */

/** Runs a command on the user's own terminal. */
export const run = (command, args, options = {}) => start(command, args, { stdio: 'inherit', ...options })

/** Runs a command and returns all it printed, both streams in order of arrival. */
export const capture = (command, args, options = {}) =>
  start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })

/** Runs a script with the Node that runs this one. */
export const runNode = (args, options) => run(process.execPath, args, options)
export const captureNode = (args, options) => capture(process.execPath, args, options)

/** Runs npm, which is a batch file on Windows and starts there only through a shell, as one line without spaces in its words. */
export const runNpm = (args, options) => run(...npm(args), { shell: viaShell, ...options })
export const captureNpm = (args, options) => capture(...npm(args), { shell: viaShell, ...options })

const viaShell = process.platform === 'win32'
const npm = (args) => (viaShell ? [['npm', ...args].join(' '), []] : ['npm', args])

function start(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, ...options })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }))
    child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }))
  })
}
