import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createProgressSender } from './progress.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('sends the first report at once and gathers the next ones for an interval', () => {
  const sent: number[] = []
  const sender = createProgressSender((sequence) => sent.push(sequence))
  sender.report('a')
  sender.report('b')
  sender.report('c')
  expect(sent).toEqual([1])
  vi.advanceTimersByTime(40)
  expect(sent).toEqual([1, 2, 3])
})

it('drops the oldest of a flood and keeps the numbers true', () => {
  const sent: number[] = []
  const sender = createProgressSender((sequence) => sent.push(sequence))
  for (let i = 0; i < 1000; i++) sender.report(i)
  sender.end()
  expect(sent).toHaveLength(65)
  expect(sent[0]).toBe(1)
  expect(sent.at(-1)).toBe(1000)
})

it('sends nothing after its end', () => {
  const sent: number[] = []
  const sender = createProgressSender((sequence) => sent.push(sequence))
  sender.end()
  sender.report('late')
  vi.advanceTimersByTime(1000)
  expect(sent).toEqual([])
})
