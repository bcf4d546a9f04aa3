/** The user of whom every system knows that nothing belongs to it. */
const nobody = 65_534

/** Runs an act for which permissions count, also where the tests run as root, whom no permission stops. */
export async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return act()
  process.seteuid?.(nobody)
  try {
    return await act()
  } finally {
    process.seteuid?.(0)
  }
}
