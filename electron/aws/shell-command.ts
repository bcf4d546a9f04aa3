/**
 * One run of a command line through the system's shell. Its time and its output are bounded; what it started ends with
 * it when it is stopped, and does not hold it up when it has ended. What it prints to standard error is not read.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Secret } from '../seal/secret.ts'
import type { Environment } from './world.ts'

export type CommandEnd =
  | { kind: 'exit'; code: number; output: string }
  | { kind: 'signal' }
  | { kind: 'not-started' }
  | { kind: 'timed-out' }
  | { kind: 'too-much' }

export interface CommandLimits {
  ms: number
  bytes: number
}

/** What was written before the end is in the pipe already; a child left in the background may never close it. */
const restOfOutputMs = 200

/** Runs the command and answers how it ended. It gets no standard input. */
export function runCommand(command: Secret, environment: Environment, limits: CommandLimits): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const child = start(command, environment)
    const chunks: Buffer[] = []
    let size = 0
    let exit: CommandEnd | undefined
    const stop = () => killTree(child)
    process.once('exit', stop)
    let timer = setTimeout(() => end({ kind: 'timed-out' }, stop), limits.ms)

    function end(how: CommandEnd, first = () => {}): void {
      clearTimeout(timer)
      process.removeListener('exit', stop)
      first()
      child.stdout?.destroy()
      resolve(how.kind === 'exit' ? { ...how, output: Buffer.concat(chunks).toString('utf8') } : how)
    }

    child.stdout?.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size > limits.bytes) end({ kind: 'too-much' }, stop)
    })
    child.once('error', () => end({ kind: 'not-started' }))
    child.once('exit', (code) => {
      exit = code === null ? { kind: 'signal' } : { kind: 'exit', code, output: '' }
      const how = exit
      clearTimeout(timer)
      timer = setTimeout(() => end(how), restOfOutputMs)
    })
    child.once('close', () => exit && end(exit))
  })
}

/** A group of its own, so that whatever the command starts can be ended with it. Windows knows trees instead. */
function start(command: Secret, environment: Environment): ChildProcess {
  return spawn(command.reveal(), {
    shell: true,
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
    detached: process.platform !== 'win32',
  })
}

function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) return
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).on('error', () => {})
    return
  }
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The last of the group has ended by itself.
  }
}
