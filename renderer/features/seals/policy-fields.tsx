import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import styles from './export-tab.module.css'
import { type ConditionTexts, conditionFault, exampleOf } from './policy-conditions.ts'

/** What the policy is narrowed by. Each is left out while it is empty. */
export function PolicyFields({ texts, onChange }: { texts: ConditionTexts; onChange(texts: ConditionTexts): void }) {
  const field = (name: keyof ConditionTexts, label: string, description: string) => (
    <FormField label={label} description={description} errorText={conditionFault(name, texts[name])}>
      <Input
        value={texts[name]}
        placeholder={exampleOf(name)}
        spellcheck={false}
        autoComplete={false}
        onChange={({ detail }) => onChange({ ...texts, [name]: detail.value.trim() })}
      />
    </FormField>
  )
  return (
    <section className={styles.plugin} aria-labelledby="policy-title">
      <h2 id="policy-title">What the policy is narrowed by</h2>
      {field('principalArn', 'Principal', 'The role or user that the server runs as.')}
      {field('viaService', 'Via service', 'Only requests that this AWS service makes for it.')}
      {field('vpcEndpoint', 'VPC endpoint', 'Only requests that come through it.')}
    </section>
  )
}
