/** Which releases an export fits: all those that follow the same row of rules. */
import { type Engine, productName } from '../../../shared/domain/engine.ts'
import type { Problem } from '../../../shared/domain/problem.ts'
import type { Release } from '../../../shared/domain/releases.ts'
import { warning } from './warning.ts'

/** "HashiCorp Vault 1.16.0 to 1.18", for a comment. */
export function fittingReleases({ product, plugin }: Engine, { from, to }: Release): string {
  const range = to === undefined ? `${from} and newer` : to === from ? from : `${from} to ${shortened(to)}`
  return `${productName(product)} ${range}${plugin === undefined ? '' : `, awskms plugin ${plugin}`}`
}

/** A row that ends with the last patch of a minor release names the minor release. */
function shortened(version: string): string {
  return version.replace(/\.99$/, '')
}

/** The same as a remark, where the form has no comments. */
export function fitsReleases({ product }: Engine, { from, to }: Release): Problem {
  return warning('fits-releases', {
    severity: 'info',
    evidence: { product: productName(product), from, ...(to !== undefined && { to: shortened(to) }) },
  })
}

/** Lines of a comment as most of the forms have them. */
export function comment(...lines: string[]): string {
  return lines.map((line) => `# ${line}\n`).join('')
}
