import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { type ParameterName, parameterFacts, type ServerRules } from './parameter-facts.ts'
import { blanksWarning } from './parameter-faults.ts'
import styles from './parameter-field.module.css'

/** The parameters as the form calls them. */
export const parameterTitles: Record<ParameterName, string> = {
  kms_key_id: 'Key',
  region: 'Region',
  access_key: 'Access key id',
  secret_key: 'Secret access key',
  session_token: 'Session token',
  endpoint: 'Endpoint',
  disabled: 'Disabled',
  shared_creds_filename: 'Credentials file',
  shared_creds_profile: 'Profile',
  role_arn: 'Role',
  role_session_name: 'Role session name',
  web_identity_token_file: 'Web identity token file',
  key_not_required: 'Key not required',
  disallow_env_vars: 'Disallow environment variables',
  name: 'Seal name',
  priority: 'Priority',
}

const placeholders: Partial<Record<ParameterName, string>> = {
  kms_key_id: 'Key id, key ARN, alias/NAME or alias ARN',
  secret_key: 'env://NAME or file:///path',
  session_token: 'env://NAME or file:///path',
}

/** One parameter of the stanza under its own name, with what the server does when it is left empty. */
export function ParameterField(props: {
  name: ParameterName
  text: string
  rules: ServerRules
  /** Why the text cannot be saved. */
  fault: string | undefined
  onFocus(): void
  onBlur?(): void
  onChange(text: string): void
}) {
  const { name, text, rules } = props
  const { whenEmpty, note } = parameterFacts(name, rules)
  return (
    <FormField
      label={
        <>
          {parameterTitles[name]} <code className={styles.name}>{name}</code>
        </>
      }
      constraintText={
        <>
          {text === '' && <span>Left empty: {whenEmpty} </span>}
          {note && <span>{note}</span>}
        </>
      }
      errorText={props.fault}
      warningText={name === 'kms_key_id' ? blanksWarning(text) : undefined}
    >
      <Input
        value={text}
        placeholder={placeholders[name] ?? ''}
        spellcheck={false}
        autoComplete={false}
        onFocus={props.onFocus}
        onBlur={() => props.onBlur?.()}
        onChange={({ detail }) => props.onChange(detail.value)}
      />
    </FormField>
  )
}
