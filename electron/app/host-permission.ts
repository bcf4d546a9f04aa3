/** Whether requests signed as a server may go where a configuration says, as the user decides. The page asks as often as it likes. */
import type { HostQuestion } from '../../shared/domain/host-question.ts'

/** Shows the question and answers what the user chose; an abort takes it away. */
export type AskUser = (question: HostQuestion, signal?: AbortSignal) => Promise<boolean>
type MayAsk = (question: HostQuestion, options?: { signal?: AbortSignal }) => Promise<boolean>

/**
 * One question at a time. What was allowed stays so for the same principal while the window lives. After an answer, whichever it was,
 * nothing is asked before the user has acted again, which `acts` counts: the next question would stand where the last one was clicked.
 */
export function createHostPermission(ask: AskUser, acts: () => number): MayAsk {
  const allowed = new Set<string>()
  let answeredIn: number | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function decide({ principal, name, origins }: HostQuestion, signal: AbortSignal | undefined): Promise<boolean> {
    const key = (origin: string) => JSON.stringify([principal, origin])
    const open = origins.filter((origin) => !allowed.has(key(origin)))
    if (open.length === 0) return true
    if (signal?.aborted || answeredIn === acts()) return false
    const isAllowed = await ask({ principal, name, origins: open }, signal)
    answeredIn = acts()
    if (isAllowed) for (const origin of open) allowed.add(key(origin))
    return isAllowed
  }

  return (question, { signal } = {}) => {
    const decision = last.then(() => decide(question, signal))
    last = decision.catch(() => undefined)
    return decision
  }
}

/** The words of the question: who asks, where to, and what goes there. */
export function hostQuestion({ name, origins }: HostQuestion): { message: string; detail: string } {
  const inClear = origins.some((origin) => origin.startsWith('http:'))
    ? ' The way over http: is not encrypted: whoever is on it sees the same.'
    : ''
  const who = /^[\w+=,.@:/-]{1,256}$/.test(name) ? `The server acts as ${name}. ` : ''
  return {
    message: `Send requests signed as this server to ${origins.join(' and to ')}?`,
    detail:
      `${who}The address stands in the configuration or the environment that is asked about. It is neither AWS nor the sandbox. It ` +
      'will see the access key id, the session token and the web identity token where the server has them, and what is encrypted for ' +
      `the check.${inClear} This allows it for these credentials until the window is closed.`,
  }
}

const actions = new Set(['mouseDown', 'keyDown', 'rawKeyDown', 'touchStart', 'gestureTap'])

/** Whether an input event is something that the user does on purpose. */
export const isAct = ({ type }: { type: string }): boolean => actions.has(type)
