/** Whether a server that is started with a folder reads a file of this name: two endings, and not what editors put beside a file. */
export function isConfigName(name: string): boolean {
  const isTemporary = name.endsWith('~') || name.startsWith('.#') || (name.startsWith('#') && name.endsWith('#'))
  return /\.(?:hcl|json)$/.test(name) && !isTemporary
}
