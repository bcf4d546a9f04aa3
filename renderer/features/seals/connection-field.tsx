import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select, { type SelectProps } from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { Profile } from '../../../shared/domain/identity.ts'
import { useProcedure } from '../../client/procedures.ts'

/** Chooses as whom the seal is checked. It changes nothing about the identity that the rest of the app uses. */
export function ConnectionField(props: {
  connection: Connection
  description?: string
  onChange(connection: Connection): void
}) {
  const { connection, onChange } = props
  const identities = useProcedure('identity.list', {})
  const options = connectionOptions(identities.data?.profiles ?? [], connection)
  const flat = options.flatMap((option) => ('options' in option ? option.options : [option]))
  return (
    <SpaceBetween size="s">
      <FormField label="Checked as" description={props.description}>
        <Select
          options={options}
          selectedOption={flat.find((option) => option.value === optionValue(connection)) ?? null}
          statusType={identities.isPending ? 'loading' : 'finished'}
          loadingText="Reading the AWS files"
          filteringType="auto"
          filteringAriaLabel="Filter identities"
          onChange={({ detail }) => onChange(connectionOf(detail.selectedOption.value ?? 'sandbox', connection))}
        />
      </FormField>
      {connection.kind !== 'sandbox' && (
        <FormField label="Region of the identity" description="Left empty: the region that its own settings name.">
          <Input
            value={connection.region ?? ''}
            spellcheck={false}
            onChange={({ detail }) => onChange(withRegion(connection, detail.value.trim()))}
          />
        </FormField>
      )}
    </SpaceBetween>
  )
}

type FlatOption = { value: string; label: string; description?: string }

function connectionOptions(profiles: readonly Profile[], current: Connection): SelectProps.Options & FlatOption[] {
  const named = profiles.map((profile) => profileOption(profile))
  const missing =
    current.kind === 'profile' && !profiles.some((profile) => profile.name === current.profile)
      ? [{ value: optionValue(current), label: current.profile, description: 'Not in the AWS files of this machine' }]
      : []
  const fixed: FlatOption[] = [
    { value: 'sandbox', label: 'Sandbox', description: 'The KMS on this machine' },
    { value: 'environment', label: 'Environment', description: 'The credential chain of this machine' },
  ]
  const group = { label: 'Profiles', options: [...missing, ...named] }
  return (group.options.length > 0 ? [...fixed, group] : fixed) as SelectProps.Options & FlatOption[]
}

function profileOption({ name, kind, region, needsMfa }: Profile): FlatOption {
  const facts = [kind, region, needsMfa && 'needs an MFA code'].filter(Boolean).join(' · ')
  return { value: `profile ${name}`, label: name, description: facts }
}

const optionValue = (connection: Connection): string =>
  connection.kind === 'profile' ? `profile ${connection.profile}` : connection.kind

function connectionOf(value: string, former: Connection): Connection {
  if (value === 'sandbox') return { kind: 'sandbox' }
  if (value === 'environment') return withRegion({ kind: 'environment' }, regionOf(former))
  return { kind: 'profile', profile: value.slice('profile '.length) }
}

const regionOf = (connection: Connection) => (connection.kind === 'environment' ? (connection.region ?? '') : '')

function withRegion(connection: Exclude<Connection, { kind: 'sandbox' }>, region: string): Connection {
  const { region: _, ...bare } = connection
  return region ? { ...bare, region } : bare
}
