/** A world for tests: its own home folder, an environment without anything inherited, a clock that stands still. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Clock } from '../../seal/ports.ts'
import type { AwsWorld, Environment } from '../world.ts'

export interface TestWorld extends AwsWorld {
  /** Writes a file below the home folder, for instance `.aws/config`. */
  write(path: string, text: string): Promise<string>
  remove(): Promise<void>
}

export const testNow = new Date('2026-11-25T12:00:00.000Z')

export const standingClock: Clock = { now: () => testNow, monotonicMs: () => 0 }

export async function createTestWorld(
  environment: Environment = {},
  parts: Partial<AwsWorld> = {},
): Promise<TestWorld> {
  const home = await mkdtemp(join(tmpdir(), 'sealwright-aws-'))
  return {
    // Nothing on a test machine may be asked for an instance role.
    environment: { PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...environment },
    home,
    sandbox: async () => {
      throw new Error('this world has no sandbox')
    },
    clock: standingClock,
    userAgentApp: 'sealwright',
    ...parts,
    async write(path, text) {
      const file = join(home, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
      return file
    },
    remove: () => rm(home, { recursive: true, force: true }),
  }
}
