/**
 * Keeps secrets that stand in a configuration file out of what is said about it. A server's words can quote a whole line, and a fix
 * can repeat a value; both are about the text that is wrong, so that text is looked for where a secret's key stands before it.
 */
import type { ConfigProblem, TextChange } from '../../shared/domain/config-stanza.ts'
import type { Facts } from '../../shared/domain/problem.ts'
import { secretKeys, stanzas } from '../hcl/stanzas.ts'
import type { ConfigDocument } from '../hcl/tree.ts'
import { settingText } from '../hcl/values/value.ts'

/** The problems without what would show a secret: facts are masked, suggestions and fixes that hold one are left out. */
export function withoutSecrets(document: ConfigDocument, problems: readonly ConfigProblem[]): ConfigProblem[] {
  const secrets = secretsOf(document)
  const isCountless = secrets.length > mostSecrets
  const hides = (text: string) => !isCountless && !secrets.some((secret) => text.includes(secret))
  return problems.map(({ suggestion, fix, evidence, ...problem }) => {
    // What stands in a secret's place is made of names alone, whatever the secret is.
    const isSafe = problem.code === 'secret-in-file'
    return {
      ...problem,
      evidence: isCountless ? {} : masked(evidence, secrets),
      ...(suggestion !== undefined && (isSafe || hides(suggestion)) && { suggestion }),
      ...(fix && (isSafe || fix.every(({ text }: TextChange) => hides(text))) && { fix }),
    }
  })
}

/** No server has as many; comparing all of them with everything that is said would take for ever. */
const mostSecrets = 1000

/** Longest first, so that a secret within another one leaves nothing of it. */
function secretsOf(document: ConfigDocument): string[] {
  const read = stanzas(document).flatMap(({ entries }) =>
    entries.filter(({ secret }) => secret).map(({ value }) => bare(settingText(value) ?? '')),
  )
  const unread = [...document.text.matchAll(secretInText)].map(([, quoted, plain]) => bare(quoted ?? plain ?? ''))
  return [...new Set([...read, ...unread])].filter((text) => text.length > 3).sort((a, b) => b.length - a.length)
}

/** What follows a secret's key in a text that is too broken to have entries. */
const secretInText = new RegExp(
  `\\b(?:${[...secretKeys].join('|')})\\b"?[ \\t]*(?:[=:][ \\t]*)?(?!"?(?:env|file)://)(?:"([^"\\n]+)|([^"\\s]+))`,
  'g',
)

/** Without blanks and without what looks like the beginning of a reference. */
function bare(text: string): string {
  return text.trim().replace(/^(?:env|file):(?:\/\/)?/i, '')
}

function masked(evidence: Facts, secrets: readonly string[]): Facts {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, fact]) => [
      name,
      typeof fact === 'string' ? secrets.reduce((text, secret) => text.replaceAll(secret, '…'), fact) : fact,
    ]),
  )
}
