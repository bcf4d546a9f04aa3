/** The table that `npm run bench` prints, and the same as JSON. */
import type { Spread } from './measure.ts'

export interface Row {
  section: string
  figure: string
  unit: 'ms' | 'µs' | 'MiB' | 'KiB'
  measured: Spread
  /** What it stands beside, measured in the same run; the ratio is of the medians. */
  beside?: { name: string; spread: Spread }
  /** The figure to reach, in words, and whether it was reached. */
  goal?: { text: string; met: boolean }
}

export const ratio = ({ measured, beside }: Row) => (beside ? measured.median / beside.spread.median : undefined)

export function table(rows: Row[]): string {
  const head = ['section', 'figure', 'median [min-max]', 'beside', 'ratio', 'goal']
  const body = rows.map((row) => [
    row.section,
    row.figure,
    show(row.measured, row.unit),
    row.beside ? `${row.beside.name} ${show(row.beside.spread, row.unit)}` : '',
    ratio(row)?.toFixed(2) ?? '',
    row.goal ? `${row.goal.text}: ${row.goal.met ? 'met' : 'NOT met'}` : '',
  ])
  const widths = head.map((title, i) => Math.max(title.length, ...body.map((cells) => cells[i]?.length ?? 0)))
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}

const show = ({ median, min, max }: Spread, unit: string) => `${digits(median)} [${digits(min)}-${digits(max)}] ${unit}`
const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))

export const json = (rows: Row[]) =>
  JSON.stringify(
    rows.map((row) => ({ ...row, ratio: ratio(row) })),
    null,
    2,
  )
