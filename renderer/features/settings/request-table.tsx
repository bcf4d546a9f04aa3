import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import type { SandboxRequest } from '../../../shared/domain/sandbox-kms.ts'
import { useNotify } from '../../ui/notifications.tsx'
import { utcText } from '../../ui/relative-time-text.ts'
import { durationText, hasFailed, keyText, type LogLine, lineText, resultText } from './request-lines.ts'
import styles from './request-log.module.css'

const rowHeight = 28
/** Rows drawn beyond the edges, so that a fast scroll shows no holes. */
const spare = 8
/** Where the layout does not tell, as before the first drawing. */
const usualHeight = 12 * rowHeight

/**
 * The lines as a grid of which only what is in sight is drawn. New lines come on top; who has scrolled away from there keeps
 * what he reads in place.
 */
export function RequestTable(props: {
  lines: readonly LogLine[]
  selected: SandboxRequest | undefined
  onSelect: (request: SandboxRequest | undefined) => void
}) {
  const { lines, selected, onSelect } = props
  const place = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const notify = useNotify()
  useKeptPlace(place, lines, selected !== undefined)

  const height = heightOf(place.current)
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight), lines.length - 1) - spare)
  const drawn = lines.slice(first, first + Math.ceil(height / rowHeight) + 2 * spare)
  const index = lines.findIndex(({ id }) => id === selected?.requestId)

  const moveTo = (wanted: number, step: 1 | -1) => {
    const found = nearestRequest(lines, wanted, step)
    if (found === undefined) return
    onSelect(found.request)
    bringIntoSight(place.current, found.index)
  }
  const copy = () => {
    if (!selected) return
    navigator.clipboard.writeText(lineText(selected)).then(
      () => notify({ id: 'request-line', type: 'info', text: `The line of ${selected.operation} is on the clipboard` }),
      () => notify({ id: 'request-line', type: 'warning', text: 'The system refused the clipboard' }),
    )
  }
  const page = Math.max(1, Math.floor(height / rowHeight) - 2)
  const acts: Partial<Record<string, () => void>> = {
    ArrowDown: () => moveTo(index + 1, 1),
    ArrowUp: () => moveTo(index - 1, -1),
    PageDown: () => moveTo(index + page, 1),
    PageUp: () => moveTo(index - page, -1),
    Home: () => moveTo(0, 1),
    End: () => moveTo(lines.length - 1, -1),
    Enter: copy,
    Escape: () => onSelect(undefined),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isCopy = (event.ctrlKey || event.metaKey) && event.key === 'c' && (getSelection()?.isCollapsed ?? true)
    const act = isCopy ? copy : event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  const below = lines.length - first - drawn.length
  return (
    <div ref={place} className={styles.place} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <table
        className={styles.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows that are chosen by arrow keys make a grid
        role="grid"
        aria-label="Requests"
        aria-rowcount={lines.length + 1}
        aria-describedby="request-keys"
        aria-activedescendant={index >= first && index < first + drawn.length ? rowId(index) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space rows={first} />
          {drawn.map((line, offset) => (
            <Line
              key={line.id}
              line={line}
              index={first + offset}
              isSelected={first + offset === index}
              onSelect={onSelect}
            />
          ))}
          <Space rows={below} />
        </tbody>
      </table>
      <span id="request-keys" className="sw-visually-hidden">
        Arrow keys choose a line, Enter copies it.
      </span>
    </div>
  )
}

const columns = ['Time (UTC)', 'Operation', 'Principal', 'Key', 'Result', 'Duration'] as const

const rowId = (index: number) => `request-row-${index}`

/** Stands for rows that are not drawn. */
function Space({ rows }: { rows: number }) {
  if (rows === 0) return null
  return (
    <tr style={{ height: `${rows * rowHeight}px` }}>
      <td colSpan={columns.length} className={styles.space} />
    </tr>
  )
}

function Line(props: {
  line: LogLine
  index: number
  isSelected: boolean
  onSelect: (request: SandboxRequest) => void
}) {
  const { line, index, isSelected, onSelect } = props
  if (line.kind === 'gap')
    return (
      <tr id={rowId(index)} aria-rowindex={index + 2}>
        <td colSpan={columns.length} className={styles.gap} title={gapText}>
          {gapText}
        </td>
      </tr>
    )
  const { request } = line
  return (
    <tr
      id={rowId(index)}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={hasFailed(request) ? styles.failed : undefined}
      onClick={() => onSelect(request)}
    >
      <td title={utcText(Date.parse(request.at))}>{request.at.slice(11, 23)}</td>
      <Cell text={request.operation} />
      <Cell text={request.principal} />
      <Cell text={keyText(request)} whole={request.key} />
      <Cell text={resultText(request)} />
      <Cell text={durationText(request)} />
    </tr>
  )
}

const gapText = 'Some are missing here: the sandbox began anew, or there were more at once than it remembers'

const Cell = ({ text = '–', whole = text }: { text: string | undefined; whole?: string | undefined }) => (
  <td title={whole}>{text}</td>
)

/** The request at an index, or the next one in the direction of the move: a gap cannot be chosen. */
function nearestRequest(lines: readonly LogLine[], wanted: number, step: 1 | -1) {
  const start = Math.max(0, Math.min(wanted, lines.length - 1))
  for (let index = start; index >= 0 && index < lines.length; index += step) {
    const line = lines[index]
    if (line?.kind === 'request') return { index, request: line.request }
  }
  return undefined
}

const heightOf = (place: HTMLElement | null): number => place?.clientHeight || usualHeight

/** Below the head, which stays on top of the lines. */
function bringIntoSight(place: HTMLElement | null, index: number): void {
  if (!place) return
  const from = index * rowHeight
  const below = from + 2 * rowHeight - heightOf(place)
  if (from < place.scrollTop) place.scrollTop = from
  else if (below > place.scrollTop) place.scrollTop = below
}

/**
 * Moves the scroll position on by what came on top, before it is drawn, unless the top itself is watched. Other lines, as
 * under another filter, begin on top.
 */
function useKeptPlace(
  place: { readonly current: HTMLElement | null },
  lines: readonly LogLine[],
  isReading: boolean,
): void {
  const formerFirst = useRef<string | undefined>(undefined)
  const first = lines[0]?.id
  useLayoutEffect(() => {
    const element = place.current
    const former = formerFirst.current
    formerFirst.current = first
    if (!element || former === undefined || former === first) return
    if (element.scrollTop === 0 && !isReading) return
    const came = lines.findIndex(({ id }) => id === former)
    element.scrollTop = came < 0 ? 0 : element.scrollTop + came * rowHeight
  }, [place, lines, first, isReading])
}
