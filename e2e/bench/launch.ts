/** One start of an Electron program, timed from the outside by the marks that it prints. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { proportionalSetSize } from './memory.ts'

export interface Launch {
  /** Milliseconds from the start of the process to each mark. */
  marks: Record<string, number>
  /** Proportional set size of the whole process tree in MiB, 3 s after the last mark. */
  memory: number
}

export async function launch(program: string, userData: string, lastMark: string): Promise<Launch> {
  const electron = process.env.SEALWRIGHT_ELECTRON
  if (!electron) throw new Error('SEALWRIGHT_ELECTRON names no Electron: run this with `npm run bench`')
  const from = Date.now()
  const child = spawn(electron, [program, `--user-data-dir=${userData}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, SEALWRIGHT_MARKS: '1', HOME: userData },
  })
  try {
    const marks = await marksUntil(lastMark, child, from)
    await pause(3000)
    return { marks, memory: await proportionalSetSize(child.pid ?? 0) }
  } finally {
    await end(child)
  }
}

function marksUntil(last: string, child: ChildProcess, from: number): Promise<Record<string, number>> {
  const marks: Record<string, number> = {}
  const said: string[] = []
  return new Promise((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`${why} before the mark ${last}: ${said.slice(-5).join(' | ')}`))
    const limit = setTimeout(() => failed('30 s passed'), 30_000)
    child.once('exit', () => failed('the program ended'))
    if (!child.stderr) return failed('no output')
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line)
      const [, name, at] = /^MARK (\S+) (\d+)$/.exec(line) ?? []
      if (!name) return
      marks[name] = Number(at) - from
      if (name !== last) return
      clearTimeout(limit)
      resolve(marks)
    })
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const hard = setTimeout(() => child.kill('SIGKILL'), 5000)
  await ended
  clearTimeout(hard)
}

/** A profile folder that lives as long as `use` runs. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-profile-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
