import { readFileSync } from 'node:fs'
import { type ProtocolRequest, type ProtocolResponse, protocol, type Session } from 'electron'
import { isPageURL, scheme } from './page-address.ts'
import { listPageFiles, type PageFiles } from './page-files.ts'
import { pageHeaders } from './page-headers.ts'

/** Makes `app://` a scheme like https: an origin of its own, secure, with compiled scripts kept. Must run before Electron is ready. */
export function declarePageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }])
}

/**
 * Serves the built page, and only that, under `app://ui/`. Electron's newer `protocol.handle` would load Node's whole `fetch`,
 * with both of its HTTP stacks, before it answers the first request: a tenth of the start for files that are read from disk.
 */
export function servePage(session: Session, folder: string): void {
  const files = listPageFiles(folder)
  session.protocol.registerBufferProtocol(scheme, (request, reply) => reply(answer(request, files)))
}

function answer({ method, url }: ProtocolRequest, files: PageFiles): ProtocolResponse {
  if (method !== 'GET') return refusal(405)
  const file = isPageURL(url) ? files(new URL(url)) : undefined
  if (!file) return refusal(404)
  // Read at once: the page waits for nothing else, and a detour over Node's threads takes longer than the reading.
  return { data: readFileSync(file.path), headers: { ...pageHeaders, 'Content-Type': file.contentType } }
}

const refusal = (statusCode: number): ProtocolResponse => ({ statusCode, data: Buffer.alloc(0), headers: pageHeaders })
