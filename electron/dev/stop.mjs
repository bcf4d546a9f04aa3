/**
 * How a script ends early: a `Stop` carries the words that tell the user what to do and is printed without a stack.
 * Any other error is a mistake in the scripts and keeps its stack.
 */
export class Stop extends Error {}

/** Runs a script's main function; its result, or 1 after a `Stop`, becomes the exit code. */
export async function runScript(main) {
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    console.error(`\n${error.message}`)
    process.exitCode = 1
  }
}
