/**
 * Credentials from the command of a `credential_process`. The SDK's own provider reports every failure as one text that
 * may quote the command's output; here a failure is a reason and an exit code, and output never leaves this file.
 */
import { exec } from 'node:child_process'
import type { ChainReason } from '../../shared/domain/chain-reason.ts'
import type { Secret } from '../seal/secret.ts'
import { parseRecord, textField } from './json-record.ts'
import type { AwsCredentials } from './resolution.ts'
import type { Environment } from './world.ts'

/** Such a command may ask the user something in a window of its own; after this it counts as hanging. */
const processTimeoutMs = 60_000

export type ProcessOutcome =
  | { ok: true; identity: AwsCredentials }
  | { ok: false; reason: ChainReason; exitCode?: number }

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
  const record = parseRecord(output)
  const accessKeyId = textField(record, 'AccessKeyId')
  const secretAccessKey = textField(record, 'SecretAccessKey')
  const expiresAt = textField(record, 'Expiration')
  const expiration = expiresAt === undefined ? undefined : new Date(expiresAt)
  const isWhole = record?.Version === 1 && accessKeyId !== undefined && secretAccessKey !== undefined
  if (!isWhole || Number.isNaN(expiration?.getTime())) return { ok: false, reason: 'process-output-malformed' }
  if (expiration && expiration <= now) return { ok: false, reason: 'process-credentials-expired' }
  const sessionToken = textField(record, 'SessionToken')
  const accountId = textField(record, 'AccountId')
  const identity = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(expiration && { expiration }),
    ...(accountId && { accountId }),
  }
  return { ok: true, identity }
}
