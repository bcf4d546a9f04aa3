/** Whether requests signed as a server may go where a configuration says, as the user decides. The page asks as often as it likes. */

/** Shows the question for an origin and answers what the user chose. */
export type AskUser = (origin: string) => Promise<boolean>

/**
 * One question at a time, and one for an origin however many calls wait for it. What was allowed stays so while the window lives. After
 * a refusal nothing is asked before the user has acted again, which `acts` counts.
 */
export function createHostPermission(ask: AskUser, acts: () => number): (origin: string) => Promise<boolean> {
  const allowed = new Set<string>()
  const waiting = new Map<string, Promise<boolean>>()
  let refusedIn: number | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function decide(origin: string): Promise<boolean> {
    if (refusedIn === acts()) return false
    const isAllowed = await ask(origin)
    if (isAllowed) allowed.add(origin)
    else refusedIn = acts()
    return isAllowed
  }

  return async (origin) => {
    if (allowed.has(origin)) return true
    const known = waiting.get(origin)
    if (known) return known
    const decision = last.then(() => decide(origin)).finally(() => waiting.delete(origin))
    last = decision.catch(() => undefined)
    waiting.set(origin, decision)
    return decision
  }
}

/** The words of the question: where to, and what goes there. */
export function hostQuestion(origin: string): { message: string; detail: string } {
  const inClear = origin.startsWith('http:') ? ' The way there is not encrypted: whoever is on it sees the same.' : ''
  return {
    message: `Send requests signed as this server to ${origin}?`,
    detail:
      'This address stands in the configuration or the environment that is asked about. It is neither AWS nor the sandbox. It will ' +
      'see the access key id, the session token and the web identity token where the server has them, and what is encrypted for ' +
      `the check.${inClear}`,
  }
}

const actions = new Set(['mouseDown', 'keyDown', 'rawKeyDown', 'touchStart', 'gestureTap'])

/** Whether an input event is something that the user does on purpose. */
export const isAct = ({ type }: { type: string }): boolean => actions.has(type)
