import { z } from 'zod'

/** A moment as ISO 8601 in UTC, for instance `2026-01-31T12:00:00.000Z`. */
export const instantSchema = z.iso.datetime()
export type Instant = z.infer<typeof instantSchema>
