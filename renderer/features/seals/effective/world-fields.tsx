import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import styles from './effective.module.css'
import { type PlaceId, placeIds, type World } from './surroundings.ts'

export const placeWords: Record<PlaceId, { title: string; sets: string }> = {
  elsewhere: { title: 'Elsewhere', sets: 'No metadata service and no container answers.' },
  ec2: {
    title: 'EC2 instance',
    sets: 'The metadata service answers with the region and the role below; empty: with none.',
  },
  ecs: { title: 'ECS task', sets: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is set, and its address answers.' },
  irsa: {
    title: 'EKS, role of the service account',
    sets: 'AWS_WEB_IDENTITY_TOKEN_FILE is set and its file is there; AWS_ROLE_ARN is the role below, and not set where that is empty.',
  },
  'pod-identity': {
    title: 'EKS Pod Identity',
    sets: 'AWS_CONTAINER_CREDENTIALS_FULL_URI and the file of its token are set, and the address answers.',
  },
}

/** Where the server runs, which decides what answers it beside its files and its environment. */
export function WorldFields({ world, onChange }: { world: World; onChange(world: World): void }) {
  const options = placeIds.map((value) => ({ value, label: placeWords[value].title }))
  const field = (name: 'region' | 'role' | 'roleArn', label: string, placeholder: string) => (
    <FormField label={label}>
      <Input
        value={world[name]}
        spellcheck={false}
        placeholder={placeholder}
        onChange={({ detail }) => onChange({ ...world, [name]: detail.value.trim() })}
      />
    </FormField>
  )
  return (
    <section aria-label="Where the server runs" className={styles.world}>
      <FormField label="Where the server runs" constraintText={placeWords[world.place].sets}>
        <Select
          selectedOption={options.find(({ value }) => value === world.place) ?? null}
          options={options}
          onChange={({ detail }) => onChange({ ...world, place: placeOf(detail.selectedOption.value) })}
        />
      </FormField>
      {world.place === 'ec2' && field('region', 'Region of the instance', 'eu-west-1')}
      {world.place === 'ec2' && field('role', 'Role of the instance', 'vault-server')}
      {world.place === 'irsa' &&
        field('roleArn', 'Role of the service account', 'arn:aws:iam::111122223333:role/vault')}
    </section>
  )
}

const placeOf = (value: string | undefined): PlaceId => placeIds.find((each) => each === value) ?? 'elsewhere'
