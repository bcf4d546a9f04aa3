/** The environment of a running process as /proc/PID/environ holds it: entries with a NUL after each, which mean what they say. */
import type { ReadEnvironment } from './environment-text.ts'
import { GatheredNames } from './gathered-names.ts'

export function readProcessEnvironment(text: string): ReadEnvironment {
  const names = new GatheredNames()
  for (const entry of text.split('\0').filter((each) => each.trim() !== '')) {
    const at = entry.indexOf('=')
    names.set(entry.slice(0, Math.max(0, at)), entry.slice(at + 1))
  }
  return { form: 'process', values: names.values, problems: names.problems }
}
