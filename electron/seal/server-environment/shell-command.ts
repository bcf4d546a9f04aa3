/**
 * What one command of a shell does to the environment of a server: which names it sets, takes away and hands on. Refuses to know programs but
 * those that do nothing else: `export` and its kin, `env`, `sudo`, fish's `set`, and the options of `docker run`.
 */
import { isShellName } from './gathered-names.ts'
import type { Word } from './shell-line.ts'

export interface Command {
  assigned: readonly Word[]
  unset: readonly string[]
  /** Names whose values come from whoever runs the command. */
  handedOn: readonly string[]
  files: readonly string[]
  /** Words that do something else. */
  rest: readonly Word[]
}

const nothing: Command = { assigned: [], unset: [], handedOn: [], files: [], rest: [] }
const declaring = /^(?:export|declare|typeset|readonly)$/
const running = /(?:^|\/)(?:env|sudo|exec)$/
const container = /(?:^|\/)(?:docker|podman|nerdctl)$/
const server = /(?:^|\/)(?:vault|bao|openbao)$/
const assignmentStart = /^([^=]*)=/

export const nameIn = ({ text }: Word) => assignmentStart.exec(text)?.[1] ?? ''

export const isAssignment = (word: Word | undefined) => word !== undefined && isShellName(nameIn(word))

/** Whether a word in the place of a program can hardly be a part of a value. */
export function isProgram(word: Word | undefined): boolean {
  if (!word) return false
  return /^(?:set|unset)$/.test(word.text) || [declaring, running, container, server].some((all) => all.test(word.text))
}

export function takenApart(words: readonly Word[]): Command {
  const [first, ...others] = words
  if (!first) return nothing
  if (declaring.test(first.text)) return declared(others)
  if (first.text === 'unset') return { ...nothing, unset: others.map(({ text }) => text) }
  if (first.text === 'set') return setWords(others)
  const { assigned, rest } = prefixed(words)
  if (!container.test(rest[0]?.text ?? '') && !/^-(?:e|-env)/.test(first.text)) return { ...nothing, assigned, rest }
  const run = containerOptions(rest)
  return { ...run, assigned: [...assigned, ...run.assigned] }
}

function declared(words: readonly Word[]): Command {
  const given = words.filter(({ text }) => !/^[-+]/.test(text))
  const rest = given.filter((word) => !isAssignment(word) && !isShellName(word.text))
  return { ...nothing, assigned: given.filter(isAssignment), rest }
}

/** `set -x NAME value` of fish and `set NAME=value` of Windows; other shells have options alone. */
function setWords(words: readonly Word[]): Command {
  const [option, name, value, ...more] = words
  const isExported = /^-(?:[a-zA-Z]*x[a-zA-Z]*|-export)$/.test(option?.text ?? '')
  if (isExported && name && value && more.length === 0)
    return { ...nothing, assigned: [{ ...value, text: `${name.text}=${value.text}` }] }
  if (words.every(isAssignment)) return { ...nothing, assigned: words }
  const isOption = /^[-+]/.test(option?.text ?? '') && (words.length === 1 || /o$/.test(option?.text ?? ''))
  return isOption ? nothing : { ...nothing, rest: words }
}

/** The assignments before a program, and those that `env` and `sudo` take before it. */
function prefixed(words: readonly Word[]): { assigned: Word[]; rest: readonly Word[] } {
  const assigned: Word[] = []
  for (let at = 0; ; at = pastOptions(words, at + 1)) {
    for (let word = words[at]; word && isAssignment(word); word = words[++at]) assigned.push(word)
    if (!running.test(words[at]?.text ?? '')) return { assigned, rest: words.slice(at) }
  }
}

const withArgument = /^(?:-[a-zA-Z]*[CDRTUghprtu]|--(?:user|group|unset|chdir))$/

function pastOptions(words: readonly Word[], from: number): number {
  let at = from
  for (let text = words[at]?.text; text?.startsWith('-'); text = words[at]?.text) at += withArgument.test(text) ? 2 : 1
  return at
}

/** `-e NAME=value`, `-e NAME` and `--env-file FILE`, with a blank or without one. */
function containerOptions(words: readonly Word[]): Command {
  const found = {
    assigned: [] as Word[],
    unset: [],
    handedOn: [] as string[],
    files: [] as string[],
    rest: [] as Word[],
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word
    const [, option, joined] = /^(-e|--env(?:-file)?(?==|$))=?([\s\S]*)$/.exec(word.text) ?? []
    const given = option === undefined ? word : joined ? { ...word, text: joined } : words[++at]
    if (!given) break
    if (option === '--env-file') found.files.push(given.text)
    else if (option !== undefined && isAssignment(given)) found.assigned.push(given)
    else if (option !== undefined && isShellName(given.text)) found.handedOn.push(given.text)
    else found.rest.push(given)
  }
  return found
}
