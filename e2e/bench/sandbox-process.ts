/** A sandbox KMS in a process of its own, as `npm run sandbox` starts it. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface SandboxProcess {
  endpoint: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  stop(): Promise<void>
}

/** On a folder of its own that goes when it stops, or on one that stays. */
export async function startSandboxProcess(dataDir?: string): Promise<SandboxProcess> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'bench-sandbox-')))
  const command = ['out/sandbox.js', '--port', '0', '--data', folder]
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)))
  })
  const { endpoint, region, accessKeyId, secretAccessKey } = JSON.parse(line) as SandboxProcess
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    if (dataDir === undefined) await rm(folder, { recursive: true, force: true })
  }
  return { endpoint, region, accessKeyId, secretAccessKey, stop }
}
