import type { Session } from 'electron'

/** Asks the system which proxy serves an address, and answers its URL, or undefined where the way is direct. */
export const systemProxy =
  (session: Session) =>
  async (address: string): Promise<string | undefined> =>
    firstProxy(await session.resolveProxy(address))

const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks5',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
}

/** The first entry of a list as proxy scripts write it: `PROXY host:port; DIRECT`. */
export function firstProxy(list: string): string | undefined {
  const [kind = '', place] = list.split(';')[0]?.trim().split(/\s+/) ?? []
  const scheme = schemes[kind.toUpperCase()]
  return scheme && place ? `${scheme}://${place}` : undefined
}
