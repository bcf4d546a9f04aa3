/**
 * Credentials from the command of a `credential_process`. The SDK's own provider reports every failure as one text that
 * may quote the command's output; here a failure is a reason and an exit code, and output never leaves this file.
 */
import { exec } from 'node:child_process'
import type { AwsCredentialIdentity } from '@smithy/types'
import { z } from 'zod'
import type { ChainReason } from '../../shared/domain/chain-reason.ts'
import type { Secret } from '../seal/secret.ts'
import type { Environment } from './world.ts'

/** Such a command may ask the user something in a window of its own; after this it counts as hanging. */
const processTimeoutMs = 60_000

export type ProcessOutcome =
  | { ok: true; identity: AwsCredentialIdentity }
  | { ok: false; reason: ChainReason; exitCode?: number }

const outputSchema = z.object({
  Version: z.literal(1),
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  SessionToken: z.string().optional(),
  Expiration: z.string().optional(),
  AccountId: z.string().optional(),
})

/** Runs the command through the system's shell, as every AWS tool does, and reads the credentials that it prints. */
export async function processCredentials(
  command: Secret,
  environment: Environment,
  now: Date,
  timeoutMs = processTimeoutMs,
): Promise<ProcessOutcome> {
  const run = await runCommand(command, environment, timeoutMs)
  return 'output' in run ? parseOutput(run.output, now) : { ok: false, ...run }
}

type Run = { output: string } | { reason: ChainReason; exitCode?: number }

function runCommand(command: Secret, environment: Environment, timeoutMs: number): Promise<Run> {
  return new Promise((resolve) => {
    const options = { env: environment, timeout: timeoutMs, windowsHide: true, maxBuffer: 1024 * 1024 }
    exec(command.reveal(), options, (error, stdout) => {
      if (!error) return resolve({ output: stdout })
      if (error.killed) return resolve({ reason: 'process-timed-out' })
      // The shell says 127 for a command that it cannot find and 126 for one that it may not run.
      if (typeof error.code !== 'number' || error.code === 127 || error.code === 126)
        return resolve({
          reason: 'process-not-started',
          ...(typeof error.code === 'number' && { exitCode: error.code }),
        })
      resolve({ reason: 'process-exit', exitCode: error.code })
    })
  })
}

function parseOutput(output: string, now: Date): ProcessOutcome {
  const parsed = outputSchema.safeParse(parseJSON(output))
  if (!parsed.success) return { ok: false, reason: 'process-output-malformed' }
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration, AccountId } = parsed.data
  const expiration = Expiration === undefined ? undefined : new Date(Expiration)
  if (expiration && Number.isNaN(expiration.getTime())) return { ok: false, reason: 'process-output-malformed' }
  if (expiration && expiration <= now) return { ok: false, reason: 'process-credentials-expired' }
  return {
    ok: true,
    identity: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      ...(SessionToken && { sessionToken: SessionToken }),
      ...(expiration && { expiration }),
      ...(AccountId && { accountId: AccountId }),
    },
  }
}

function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
