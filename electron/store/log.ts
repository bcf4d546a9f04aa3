/**
 * The app's log, one JSON object a line in `log/sealwright.log` of its data folder. It is for finding bugs in us, so it
 * holds events, codes and stacks; a field whose name speaks of a secret or of a user's text is veiled, as is the user in
 * any URL, and bytes are written as their length. A log that cannot be written never stops the app.
 */
import { join } from 'node:path'
import pino from 'pino'
import { openRotatingFile, type RotatingFile } from './rotating-file.ts'

export type LogFields = Record<string, unknown>

export interface Log {
  /** `event` is a fixed word of ours, for instance `call-failed`; everything variable goes into the fields. */
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
  close(): void
}

const mebibyte = 1024 * 1024

/** Opens the log of a data folder; at most two files of `limit` bytes are kept. */
export function createLog({ directory, limit = mebibyte }: { directory: string; limit?: number }): Log {
  const file = openQuietly(join(directory, 'log', 'sealwright.log'), limit)
  const logger = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, file)
  return {
    info: (event, fields = {}) => logger.info(veiled(fields), event),
    warn: (event, fields = {}) => logger.warn(veiled(fields), event),
    error: (event, fields = {}) => logger.error(veiled(fields), event),
    close: () => file.close(),
  }
}

/** A full disk or a read-only folder costs the lines, not the app. */
function openQuietly(path: string, limit: number): RotatingFile {
  let file: RotatingFile | undefined
  const attempt = (act: () => void) => {
    try {
      act()
    } catch {
      // There is nowhere left to say it: this is the log.
    }
  }
  attempt(() => {
    file = openRotatingFile(path, limit)
  })
  return {
    write: (line) => attempt(() => file?.write(line)),
    close: () => attempt(() => file?.close()),
  }
}

const veil = '[secret]'
const secretName =
  /secret|token|password|passphrase|authorization|credential|plaintext|ciphertext|wrapped|^iv$|blob|private|mfa|cookie/i
const deepest = 6

function veiled(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, veilValue(name, value, 0)]))
}

function veilValue(name: string, value: unknown, depth: number): unknown {
  if (value === undefined || value === null || typeof value === 'boolean' || typeof value === 'number') return value
  if (secretName.test(name)) return veil
  if (typeof value === 'string') return withoutPasswords(value)
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (typeof value !== 'object' || depth === deepest) return `[${typeof value}]`
  if (value instanceof Error) return errorFields(value, depth)
  if (Array.isArray(value)) return value.map((item) => veilValue('', item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, veilValue(key, item, depth + 1)]))
}

/** Name, message, stack and cause. Further properties of an error (a response, a request) are other people's data. */
function errorFields(error: Error, depth: number): LogFields {
  const { name, message, stack } = error
  const cause = error.cause === undefined ? {} : { cause: veilValue('cause', error.cause, depth + 1) }
  return {
    name,
    message: withoutPasswords(message),
    ...(stack === undefined ? {} : { stack: withoutPasswords(stack) }),
    ...cause,
  }
}

/** A message of a library may quote a URL of a proxy or an endpoint, and with it the user and password in it. */
function withoutPasswords(text: string): string {
  return text.replace(/:\/\/[^\s"'<>]*@/g, `://${veil}@`)
}
