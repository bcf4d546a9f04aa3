/** The port is kept across starts, because exported files and real servers name it. */
import { join } from 'node:path'
import { readSmallFile, writeSmallFile } from './store/small-file.ts'

const fileName = 'port.json'

/** The port to listen on; 0 lets the system choose. */
export function wantedPort(folder: string, wish: number | 'free' | undefined): number {
  if (wish === 'free') return 0
  if (wish) return wish
  const saved = readSmallFile(join(folder, fileName))
  return typeof saved === 'number' && Number.isInteger(saved) && saved > 0 && saved < 65_536 ? saved : 0
}

export function rememberPort(folder: string, port: number): void {
  const path = join(folder, fileName)
  if (readSmallFile(path) !== port) writeSmallFile(path, JSON.stringify(port))
}
