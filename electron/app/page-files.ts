import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'

/** A file of the built page, ready to be served. */
export interface PageFile {
  path: string
  contentType: string
}

/** Finds the file that an address names, if the page has it. */
export type PageFiles = (address: URL) => PageFile | undefined

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * The page is exactly the files that its folder holds when the app starts. An address is looked up among their names and never
 * joined to a path, so no spelling of it can lead outside. Links are not followed: only regular files are listed.
 */
export function listPageFiles(folder: string): PageFiles {
  const files = new Map(walk(folder, ''))
  const start = files.get('/index.html')
  if (start) files.set('/', start)
  return ({ pathname }) => files.get(pathname)
}

function walk(folder: string, prefix: string): [string, PageFile][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    const name = `${prefix}/${encodeURIComponent(entry.name)}`
    if (entry.isDirectory()) return walk(path, name)
    const contentType = contentTypes[extname(entry.name)]
    return entry.isFile() && contentType ? [[name, { path, contentType }]] : []
  })
}
