/**
 * The identity that the app had when it was closed. Opening the app is the act that asks for it: the first question who
 * the current identity is proves the remembered connection. A connection that cannot be proved is tried again with the
 * next question, so that a network that comes back needs no restart.
 */
import type { Connection } from '../../shared/domain/connection.ts'
import type { Identities } from '../seal/ports.ts'

/** `identities`, with the connection that `remembered` answers in place of none. */
export function rememberingIdentities(identities: Identities, remembered: () => Promise<Connection>): Identities {
  let restoring: Promise<unknown> | undefined
  const restore = async () => identities.use(await remembered())
  return {
    list: (options) => identities.list(options),
    use: (connection, options) => identities.use(connection, options),
    routes: (...given) => identities.routes(...given),
    async current() {
      const current = await identities.current()
      if (current) return current
      restoring ??= restore().finally(() => {
        restoring = undefined
      })
      await restoring
      return identities.current()
    },
  }
}
