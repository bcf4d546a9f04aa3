import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { KeyValue } from '../../ui/key-value.tsx'

/** Versions and licences, and a warning where the app runs on an Electron that is not the official build. */
export function AboutSection() {
  const { data, error, refetch } = useProcedure('app.info', {}, { staleTime: Number.POSITIVE_INFINITY })
  if (error) return <DiagnosisPanel diagnosis={error.diagnosis} onRetry={() => void refetch()} />
  if (!data) return null
  const runtimes = data.runtimes.map(({ name, version }) => ({ label: name, value: version }))
  return (
    <Container header={<Header variant="h2">About Sealwright</Header>}>
      <SpaceBetween size="m">
        {data.unofficialElectron && (
          <Alert type="warning" header="This Electron is not the official build">
            It comes from a third party and its origin is not verified. It is good for development and tests: use no
            real AWS credentials with it.
          </Alert>
        )}
        <KeyValue pairs={[{ label: 'Sealwright', value: data.version }, ...runtimes]} />
        <KeyValue
          layout="rows"
          pairs={[
            { label: 'Licence', value: 'MIT, as in the file LICENSE' },
            {
              label: 'Interface',
              value: 'Cloudscape Design System (Apache 2.0), React, TanStack Query, wouter (MIT and ISC)',
            },
            { label: 'AWS', value: 'AWS SDK for JavaScript (Apache 2.0)' },
            {
              label: 'Electron',
              value: 'Electron (MIT) with Chromium and Node.js, under the licences that come with it',
            },
          ]}
        />
      </SpaceBetween>
    </Container>
  )
}
