/**
 * Credentials from the command of a `credential_process`. The SDK's own provider reports every failure as one text that
 * may quote the command's output; here a failure is a reason and an exit code, and output never leaves this file.
 */
import type { ChainReason } from '../../shared/domain/chain-reason.ts'
import type { Secret } from '../seal/secret.ts'
import { parseRecord, textField } from './json-record.ts'
import type { AwsCredentials } from './resolution.ts'
import { runCommand } from './shell-command.ts'
import type { Environment } from './world.ts'

/** Such a command may ask the user something in a window of its own; whoever waits longer thinks that we hang. */
export const processTimeoutMs = 20_000
const mebibyte = 1024 * 1024

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
  const end = await runCommand(command, environment, { ms: timeoutMs, bytes: mebibyte })
  switch (end.kind) {
    case 'exit':
      return end.code === 0 ? parseOutput(end.output, now) : failedExit(end.code)
    case 'signal':
      return { ok: false, reason: 'process-exit' }
    case 'not-started':
      return { ok: false, reason: 'process-not-started' }
    case 'timed-out':
      return { ok: false, reason: 'process-timed-out' }
    case 'too-much':
      return { ok: false, reason: 'process-output-malformed' }
  }
}

/** The shell says 127 for a command that it cannot find and 126 for one that it may not run. */
function failedExit(exitCode: number): ProcessOutcome {
  const reason = exitCode === 127 || exitCode === 126 ? 'process-not-started' : 'process-exit'
  return { ok: false, reason, exitCode }
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
