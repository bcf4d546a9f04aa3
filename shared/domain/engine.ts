import { z } from 'zod'

export const productSchema = z.enum(['vault', 'openbao'])
export type Product = z.infer<typeof productSchema>

const versionSchema = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/)

/**
 * A server release whose rules apply. `version` and `plugin` are MAJOR.MINOR.PATCH; `plugin` is the version of the
 * wrapper inside an external awskms plugin (OpenBao 2.6 and newer).
 */
export const engineSchema = z.strictObject({
  product: productSchema,
  version: versionSchema,
  plugin: versionSchema.optional(),
})
export type Engine = z.infer<typeof engineSchema>

/** Orders two MAJOR.MINOR.PATCH versions: negative, zero or positive as for `Array.sort`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((v) => v.split('.').map(Number))
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The product's name as its makers write it. */
export function productName(product: Product): string {
  return product === 'vault' ? 'HashiCorp Vault' : 'OpenBao'
}

/** A server as people name it: "OpenBao 2.6.2 with plugin 2.5.0". */
export function engineText({ product, version, plugin }: Engine): string {
  return `${productName(product)} ${version}${plugin === undefined ? '' : ` with plugin ${plugin}`}`
}
