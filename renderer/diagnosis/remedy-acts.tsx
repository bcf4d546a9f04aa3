import { createContext, type ReactNode, useContext } from 'react'
import type { RemedyAct } from './words.ts'

/**
 * Does what a button says. One that mends what was wrong answers a promise: when it resolves, what failed is tried again.
 * It rejects where it mended nothing.
 */
export type Act = () => void | Promise<void>

/** How the page does what the buttons say. `retry` belongs to the screen that failed and is given to its panel. */
export type RemedyActs = Readonly<Partial<Record<Exclude<RemedyAct, 'retry'>, Act>>>

const RemedyActsContext = createContext<RemedyActs>({})

export function RemedyActsProvider(props: { acts: RemedyActs; children: ReactNode }) {
  return <RemedyActsContext value={props.acts}>{props.children}</RemedyActsContext>
}

export const useRemedyActs = (): RemedyActs => useContext(RemedyActsContext)
