/** Identifiers in the form that AWS gives them: a prefix that tells the kind, and random capitals and digits. */
import { randomInt } from 'node:crypto'

export function randomName(prefix: string, length: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  return prefix + Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('')
}
