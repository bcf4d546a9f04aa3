import { setUp } from './setup.mjs'
import { checkBuild, checkLint, checkTypes, contractTests, endToEndTests, unitTests } from './stages.mjs'
import { runScript, Stop } from './stop.mjs'
import { inWords, none, skippedLines, sum } from './tally.mjs'

/**
 * `npm test`: set-up, then every stage, then one line of totals. A failed stage does not keep the others from running.
 * `npm test -- STAGE…` runs only those; what follows the last stage's name goes to its runner (`npm test -- e2e -g window`).
 */
const stages = {
  build: checkBuild,
  types: checkTypes,
  lint: checkLint,
  unit: unitTests,
  contract: contractTests,
  e2e: endToEndTests,
}

const needBuild = new Set(['contract', 'e2e'])
let buildFailed = false

/** Two lanes for two cores. End-to-end tests come last and have the machine to themselves: they wait for real windows. */
const plan = [
  [
    ['types', 'lint', 'unit'],
    ['build', 'contract'],
  ],
  [['e2e']],
]

async function test(args) {
  const { chosen, extra } = choose(args)
  const setup = await setUp({ build: () => undefined })
  const tallies = []
  for (const lanes of plan) {
    const done = await Promise.all(lanes.map((lane) => runLane(lane.filter(chosen), setup, extra)))
    tallies.push(...done.flat())
  }
  return conclude(sum(tallies))
}

function choose(args) {
  const firstExtra = args.findIndex((arg) => !(arg in stages))
  const names = firstExtra < 0 ? args : args.slice(0, firstExtra)
  const extra = firstExtra < 0 ? [] : args.slice(firstExtra)
  if (extra.length > 0 && names.length !== 1) {
    throw new Stop(`There is no stage "${extra[0]}". Stages: ${Object.keys(stages).join(' ')}.`)
  }
  const wanted = new Set(names.length > 0 ? names : Object.keys(stages))
  if (names.some((name) => needBuild.has(name))) wanted.add('build')
  return { chosen: (name) => wanted.has(name), extra }
}

async function runLane(names, setup, extra) {
  const tallies = []
  for (const name of names) {
    const startedAt = Date.now()
    const { output, ...tally } = await runStage(name, setup, extra)
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    if (tally.failed > 0) console.log(`\n──── ${name}\n${output.trimEnd()}\n────`)
    console.log(`${name}: ${inWords(tally)} (${seconds} s)`)
    tallies.push(tally)
  }
  return tallies
}

/** What runs the built app does not run on an older one: after a failed build it fails, for that reason. */
async function runStage(name, setup, extra) {
  if (needBuild.has(name) && buildFailed) return { ...none, failed: 1, output: 'Not run, because the build failed.' }
  const result = await stages[name](setup, extra)
  if (name === 'build') buildFailed = result.failed > 0
  return result
}

function conclude(total) {
  if (total.skipped.length > 0) console.log(`\nSkipped:\n${skippedLines(total).join('\n')}`)
  console.log(`\n${inWords(total)}`)
  return total.failed === 0 ? 0 : 1
}

await runScript(test)
