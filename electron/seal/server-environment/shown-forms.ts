/**
 * The forms that the values of public names have. A value that does not look like what its name promises may be a secret in the wrong
 * place or a line that was read as one, and is not shown. Forms are wide enough for the usual slips: those are what the reader looks for.
 */
import { looksLikeKey } from '../../../shared/domain/text.ts'

export type Form = 'region' | 'name' | 'word' | 'number' | 'arn' | 'path' | 'url' | 'key' | 'accessKeyId'

const arn = /^arn:aws[a-z-]{0,20}:[a-z0-9-]{1,20}:[a-z0-9-]{0,30}:\d{0,12}:[\w+,.@/:-]{1,1024}$/
const host = /^[a-z0-9.-]{1,253}(?::\d{1,5})?\/?$/

const patterns: Readonly<Record<Form, RegExp>> = {
  region: /^[a-z]{1,16}(?:-[a-z]{1,16}){0,3}(?:-\d{1,2}[a-z]?)?$/i,
  name: /^[\w.@+,/-]{1,128}$/,
  word: /^[a-z0-9_-]{1,20}$/i,
  number: /^\d{1,9}$/,
  arn,
  path: /^(?:[/~.]|[A-Za-z]:[\\/]|\$\{?[A-Za-z_]+\}?\/)[^=;"'`]{0,1023}$/,
  url: /^[^=;"'`?#@]{1,1024}$/,
  key: new RegExp(`${arn.source}|^[\\w/-]{1,256}$`),
  accessKeyId: /^[A-Z0-9]{16,32}$/,
}

/** Whether a value may be shown under a name whose values have this form. */
export function hasForm(value: string, form: Form): boolean {
  if (/[\s\p{Cc}]/u.test(value) || !patterns[form].test(value) || looksLikeKey(value)) return false
  return form !== 'url' || isPlainUrl(value) || host.test(value)
}

/** Whether an address carries neither a password nor a token. */
export function isPlainUrl(value: string): boolean {
  if (!/^https?:/i.test(value) || !URL.canParse(value)) return false
  const { username, password, search, hash } = new URL(value)
  return username === '' && password === '' && search === '' && hash === ''
}
