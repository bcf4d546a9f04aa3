/** Numbers that can be trusted on a busy machine: arms in turn within one run, medians, and ratios of medians. */

/** One arm: does its work once and answers how long it took, in milliseconds unless the section says otherwise. */
export type Arm = () => Promise<number> | number

export interface Spread {
  median: number
  min: number
  max: number
  n: number
}

export function spread(samples: number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const median = ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
  return { median, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN, n: sorted.length }
}

/** Runs all arms `rounds` times in turn, after one round that is thrown away. */
export async function interleave<Name extends string>(
  rounds: number,
  arms: Record<Name, Arm>,
): Promise<Record<Name, Spread>> {
  const names = Object.keys(arms) as Name[]
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const took = await arms[name]()
      if (round > 0) samples[name].push(took)
    }
  }
  return Object.fromEntries(names.map((name) => [name, spread(samples[name])])) as Record<Name, Spread>
}

export async function timed(act: () => Promise<unknown> | unknown): Promise<number> {
  const from = performance.now()
  await act()
  return performance.now() - from
}
