/** Reading files that settings name. A pipe or a device could be read for ever, so it is not even opened. */
import { readFile, stat } from 'node:fs/promises'

/** Far above any bundle of authorities and any AWS file. */
const longest = 16_000_000

/** Throws what the system throws; `code` is EINVAL for what is no ordinary file, and EFBIG for one that is too long. */
export async function readOrdinary(path: string): Promise<string> {
  const facts = await stat(path)
  if (!facts.isFile()) throw Object.assign(new Error('no ordinary file'), { code: 'EINVAL' })
  if (facts.size > longest) throw Object.assign(new Error('too long'), { code: 'EFBIG' })
  return readFile(path, 'utf8')
}
