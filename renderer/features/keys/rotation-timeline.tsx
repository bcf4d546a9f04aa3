import { scaleUtc } from 'd3-scale'
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { type RotationEvent, rotationSpan } from './rotation-events.ts'
import styles from './rotation-timeline.module.css'

const axisY = 40
const margin = 16

const words: Record<RotationEvent['kind'], string> = {
  created: 'Created',
  automatic: 'Automatic rotation',
  'on-demand': 'Rotation on demand',
  'next-automatic': 'Next automatic rotation',
  'in-progress': 'Rotation on demand began',
  'material-expires': 'Material expires',
  deletion: 'Deletion',
}

/**
 * A key's life on a time axis drawn to scale. Each event tells its date, kind and material on hover and focus; Left and
 * Right walk through them. The table below it says the same without a drawing.
 */
export function RotationTimeline({ events }: { events: readonly RotationEvent[] }) {
  const frame = useRef<HTMLElement>(null)
  const width = useWidth(frame)
  const [now] = useState(() => Date.now())
  const [shown, setShown] = useState<number>()
  const [stop, setStop] = useState(0)
  const scale = scaleUtc(rotationSpan(events, now), [margin, width - margin])
  const focus = (index: number) => frame.current?.querySelectorAll('button')[index]?.focus()
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    focus(index + step)
  }
  const told = shown === undefined ? undefined : events[shown]
  return (
    <section ref={frame} className={styles.timeline} aria-label="Rotation timeline">
      <Axis scale={scale} width={width} now={now} />
      {events.map((event, index) => (
        <button
          type="button"
          // biome-ignore lint/suspicious/noArrayIndexKey: two events may share kind and moment; their order is their identity
          key={index}
          tabIndex={index === stop ? 0 : -1}
          className={`${styles.event} ${styles[event.kind]}`}
          aria-label={eventText(event)}
          style={{ left: `${scale(event.at)}px` }}
          onFocus={() => {
            setStop(index)
            setShown(index)
          }}
          onBlur={() => setShown(undefined)}
          onMouseEnter={() => setShown(index)}
          onMouseLeave={() => setShown(undefined)}
          onKeyDown={(key) => onKeyDown(key, index)}
        >
          <svg viewBox="-10 -10 20 20" width="20" height="20" aria-hidden="true">
            <Mark kind={event.kind} />
          </svg>
        </button>
      ))}
      <p className={styles.told} aria-hidden="true">
        {told ? eventText(told) : 'Hollow: automatic rotation. Filled: on demand. Dotted: still to come.'}
      </p>
    </section>
  )
}

function Axis({ scale, width, now }: { scale: ReturnType<typeof scaleUtc<number>>; width: number; now: number }) {
  const format = scale.tickFormat()
  return (
    <svg width={width} height={axisY + 36} className={styles.axis} aria-hidden="true">
      {scale.ticks(Math.max(2, Math.floor(width / 90))).map((tick) => (
        <g key={tick.getTime()} transform={`translate(${scale(tick)} 0)`}>
          <line y1={axisY - 4} y2={axisY + 4} />
          <text y={axisY + 28} textAnchor="middle">
            {format(tick)}
          </text>
        </g>
      ))}
      <line x1={margin} x2={scale(now)} y1={axisY} y2={axisY} />
      <line className={styles.future} x1={scale(now)} x2={width - margin} y1={axisY} y2={axisY} />
      <line className={styles.now} x1={scale(now)} x2={scale(now)} y1={axisY - 20} y2={axisY + 8} />
      <text x={scale(now)} y={axisY - 24} textAnchor="middle">
        now
      </text>
    </svg>
  )
}

function Mark({ kind }: { kind: RotationEvent['kind'] }) {
  if (kind === 'deletion') return <path d="M-5 -5L5 5M5 -5L-5 5" />
  if (kind === 'created') return <path d="M0 -7V7" />
  if (kind === 'material-expires') return <path d="M0 -7L7 6H-7Z" />
  return <circle r="6" />
}

/** What an event is, when, and with which material; the time is exact. */
export function eventText({ kind, at, materialId }: RotationEvent): string {
  const date = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return [words[kind], date, materialId && `material ${materialId}`].filter(Boolean).join(' · ')
}

function useWidth(frame: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(800)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(Math.max(240, element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return width
}
