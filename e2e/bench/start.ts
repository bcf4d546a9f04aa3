/** Start and memory of the app beside a bare Electron window on the same binary: fresh profile and warm profile. */
import { join } from 'node:path'
import { type Launch, launch, withFolder } from './launch.ts'
import { spread } from './measure.ts'
import type { Row } from './report.ts'

const rounds = 9
const app = (profile: string) => launch(process.cwd(), profile, 'usable')
const bare = (profile: string) => launch(join(process.cwd(), 'e2e', 'bench', 'bare-window'), profile, 'ready-to-show')

export async function benchStart(): Promise<Row[]> {
  return [...(await fresh()), ...(await warm())]
}

async function fresh(): Promise<Row[]> {
  return compare(
    'start, fresh profile',
    () => withFolder(app),
    () => withFolder(bare),
  )
}

function warm(): Promise<Row[]> {
  return withFolder((ours) =>
    withFolder((theirs) =>
      compare(
        'start, warm profile',
        () => app(ours),
        () => bare(theirs),
      ),
    ),
  )
}

async function compare(section: string, ours: () => Promise<Launch>, theirs: () => Promise<Launch>): Promise<Row[]> {
  const [apps, bares]: [Launch[], Launch[]] = [[], []]
  for (let round = 0; round <= rounds; round++) {
    const [window, full] = [await theirs(), await ours()]
    if (round === 0) continue
    bares.push(window)
    apps.push(full)
  }
  const ready = { name: 'bare ready-to-show', spread: marks(bares, 'ready-to-show') }
  const timeRow = (figure: string, name: string, limit: number): Row => {
    const measured = marks(apps, name)
    const met = measured.median / ready.spread.median <= limit
    return { section, figure, unit: 'ms', measured, beside: ready, goal: { text: `≤ ${limit.toFixed(2)}`, met } }
  }
  const memory = spread(apps.map((run) => run.memory))
  const bareMemory = spread(bares.map((run) => run.memory))
  return [
    { section, figure: 'window shown', unit: 'ms', measured: marks(apps, 'window-shown'), beside: ready },
    timeRow('first paint', 'first-paint', 1.2),
    timeRow('usable Seals screen', 'usable', 1.4),
    {
      section,
      figure: 'memory (PSS)',
      unit: 'MiB',
      measured: memory,
      beside: { name: 'bare window', spread: bareMemory },
      goal: { text: '≤ 1.25', met: memory.median / bareMemory.median <= 1.25 },
    },
  ]
}

const marks = (runs: Launch[], name: string) => spread(runs.map((run) => run.marks[name] ?? Number.NaN))
