/** Memory of a process and all its descendants, each shared page counted by its share (Linux `smaps_rollup`). */
import { readdir, readFile } from 'node:fs/promises'

/** Sum of the proportional set sizes in MiB. */
export async function proportionalSetSize(root: number): Promise<number> {
  const parents = await parentOfEach()
  const family = new Set([root])
  for (let grown = true; grown; ) {
    const before = family.size
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid)
    grown = family.size > before
  }
  const sizes = await Promise.all([...family].map(pssOf))
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}

async function parentOfEach(): Promise<Map<number, number>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const pairs = await Promise.all(
    pids.map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
      return [Number(pid), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0)] as const
    }),
  )
  return new Map(pairs)
}

/** Proportional set size of one process in KiB; 0 for one that has ended. */
async function pssOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
}
