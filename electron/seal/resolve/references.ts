/**
 * References in a stanza, for three keys and one round: `file://PATH`, `env://NAME`, `string://TEXT`. The scheme is known in any
 * case and without slashes, but only the literal beginning is cut off, which is how a misspelt one fails.
 */
import type { Winner } from './candidate.ts'
import { parseGoUrl, trimSpace } from './go-text.ts'
import type { StanzaWinners } from './merge.ts'
import { Refusal } from './refusal.ts'
import type { Surroundings } from './surroundings.ts'

export const referringKeys = ['access_key', 'secret_key', 'session_token'] as const

/** The stanza with its references resolved; the first that cannot be stops the start. */
export function dereferenced(stanza: StanzaWinners, surroundings: Surroundings): StanzaWinners {
  const result = new Map(stanza)
  for (const key of referringKeys) {
    const winner = stanza.get(key)
    if (winner) result.set(key, resolved(winner, surroundings))
  }
  return result
}

/** The scheme of a reference, as the server knows it. A text that is no URL to Go, as one with a blank in its host, is none. */
export function schemeOf(text: string): 'file' | 'env' | 'string' | undefined {
  const scheme = parseGoUrl(trimSpace(text))?.scheme
  return scheme === 'file' || scheme === 'env' || scheme === 'string' ? scheme : undefined
}

function resolved(winner: Winner, surroundings: Surroundings): Winner {
  const text = trimSpace(winner.value)
  switch (schemeOf(text)) {
    case 'file':
      return { ...winner, value: fileText(text, surroundings), reference: text }
    case 'env':
      return { ...winner, value: variable(text, surroundings), reference: text }
    case 'string':
      return { ...winner, value: withoutStart(text, 'string://') }
    default:
      return winner
  }
}

function fileText(text: string, { disk }: Surroundings): string {
  const path = withoutStart(text, 'file://')
  const found = disk.find(path)
  if (found.kind === 'file') return found.text
  const failure = found.kind === 'missing' ? `open ${path}: no such file or directory` : `read ${path}: is a directory`
  throw new Refusal(`error reading file at ${text}: ${failure}`)
}

function variable(text: string, { environment }: Surroundings): string {
  const name = withoutStart(text, 'env://')
  if (!environment.has(name)) throw new Refusal(`environment variable ${name} unset`)
  return environment.read(name)
}

function withoutStart(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length) : text
}
