import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { isPageURL, scheme } from './page-address.ts'
import { listPageFiles, type PageFiles } from './page-files.ts'
import { pageHeaders } from './page-headers.ts'

/** Makes `app://` a scheme like https: an origin of its own, secure, with compiled scripts kept. Must run before Electron is ready. */
export function declarePageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }])
}

/** Serves the built page, and only that, under `app://ui/`. */
export function servePage(session: Session, folder: string): void {
  const files = listPageFiles(folder)
  session.protocol.handle(scheme, (request) => answer(request, files))
}

async function answer(request: Request, files: PageFiles): Promise<Response> {
  if (request.method !== 'GET') return refusal(405)
  const file = isPageURL(request.url) ? files(new URL(request.url)) : undefined
  if (!file) return refusal(404)
  return new Response(await readFile(file.path), {
    headers: { ...pageHeaders, 'Content-Type': file.contentType },
  })
}

const refusal = (status: number) => new Response(null, { status, headers: pageHeaders })
