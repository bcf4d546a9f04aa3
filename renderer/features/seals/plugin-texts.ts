export interface PluginTexts {
  directory: string
  command: string
  sha256sum: string
}

export const emptyPlugin: PluginTexts = { directory: '', command: 'openbao-plugin-kms-awskms', sha256sum: '' }

export const isDigest = (text: string) => /^[0-9a-fA-F]{64}$/.test(text)

/** The plugin as the export takes it; undefined while a part is missing, which leaves marked places in the export. */
export function pluginOf(texts: PluginTexts): PluginTexts | undefined {
  const complete = texts.directory !== '' && texts.command !== '' && isDigest(texts.sha256sum)
  return complete ? texts : undefined
}
