/** The time in milliseconds since 1970. The sandbox reads it from nowhere else, so that tests can move it. */
export type Clock = () => number

export const day = 86_400_000

/** A moment as awsJson1_1 writes it: seconds, with the milliseconds behind the point. */
export function epochSeconds(milliseconds: number): number {
  return milliseconds / 1000
}
