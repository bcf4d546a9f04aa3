import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type Settings, type SettingsPatch, settingsSchema } from '../../../shared/domain/settings.ts'
import { useCommand, useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'

const themes: Record<Settings['theme'], string> = { system: 'As the system', light: 'Light', dark: 'Dark' }
const densities: Record<Settings['density'], string> = { compact: 'Compact', comfortable: 'Comfortable' }

const optionsOf = (texts: Record<string, string>) => Object.entries(texts).map(([id, text]) => ({ id, text }))

export function AppearanceSection() {
  const read = useProcedure('settings.read', {}, { staleTime: Number.POSITIVE_INFINITY })
  const write = useCommand('settings.write', { invalidates: ['settings.read'] })
  // The control shows the choice at once; what was really written follows from the answer.
  const settings: SettingsPatch = write.isPending ? { ...read.data, ...write.variables } : { ...read.data }
  const failure = write.error ?? read.error
  return (
    <Container header={<Header variant="h2">Appearance</Header>}>
      <SpaceBetween size="m">
        {failure && (
          <DiagnosisPanel
            diagnosis={failure.diagnosis}
            onRetry={() => (write.error ? write.mutate(write.variables) : void read.refetch())}
          />
        )}
        <FormField label="Theme" description="High contrast and reduced motion follow the system.">
          <SegmentedControl
            label="Theme"
            selectedId={settings.theme ?? null}
            options={optionsOf(themes)}
            onChange={({ detail }) => write.mutate({ theme: settingsSchema.shape.theme.parse(detail.selectedId) })}
          />
        </FormField>
        <FormField label="Density">
          <SegmentedControl
            label="Density"
            selectedId={settings.density ?? null}
            options={optionsOf(densities)}
            onChange={({ detail }) => write.mutate({ density: settingsSchema.shape.density.parse(detail.selectedId) })}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  )
}
