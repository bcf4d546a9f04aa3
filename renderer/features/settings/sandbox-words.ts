const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

export const daysText = (days: number): string => plural(days, 'day')

/** How the sandbox's time stands to the machine's. */
export const aheadText = (days: number | undefined): string =>
  days ? `${daysText(days)} ahead of this machine` : 'As on this machine'

export const faultCountText = (count: number | undefined): string => (count ? `${count} active` : 'None active')

export const slownessText = (milliseconds: number | undefined): string =>
  milliseconds ? `Changes are seen after ${millisecondsText(milliseconds)}` : 'Changes are seen at once'

export const millisecondsText = (milliseconds: number): string => `${milliseconds.toLocaleString('en')} ms`

/** How many calls a fault is still for. */
export const remainingText = (times: number | undefined): string =>
  times === undefined ? 'Every call until it is removed' : plural(times, 'more call')

/** A whole number as it was typed, or undefined where it is none or out of bounds. */
export function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : undefined
}
