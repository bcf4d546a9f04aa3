import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import styles from './export-tab.module.css'
import { isDigest, type PluginTexts } from './plugin-texts.ts'

/** Where the server finds its awskms plugin. From OpenBao 2.7 on the seal comes with nothing else. */
export function PluginFields({ texts, onChange }: { texts: PluginTexts; onChange(texts: PluginTexts): void }) {
  const input = (name: keyof PluginTexts, placeholder: string) => (
    <Input
      value={texts[name]}
      placeholder={placeholder}
      spellcheck={false}
      onChange={({ detail }) => onChange({ ...texts, [name]: detail.value.trim() })}
    />
  )
  const badDigest = texts.sha256sum !== '' && !isDigest(texts.sha256sum)
  return (
    <section className={styles.plugin} aria-labelledby="plugin-title">
      <h2 id="plugin-title">The server needs the awskms plugin</h2>
      <FormField label="Plugin directory" description="plugin_directory of the server.">
        {input('directory', '/opt/openbao/plugins')}
      </FormField>
      <FormField label="Command" description="The file in that directory.">
        {input('command', 'openbao-plugin-kms-awskms')}
      </FormField>
      <FormField
        label="SHA-256"
        description="As sha256sum prints it for that file."
        errorText={badDigest ? 'A SHA-256 has 64 hex digits.' : undefined}
      >
        {input('sha256sum', '64 hex digits')}
      </FormField>
    </section>
  )
}
