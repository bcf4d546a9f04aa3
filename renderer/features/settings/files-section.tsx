import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { Ident } from '../../ui/ident.tsx'
import { KeyValue } from '../../ui/key-value.tsx'

/** Where everything that the app writes is kept. */
export function FilesSection() {
  const info = useProcedure('app.info', {}, { staleTime: Number.POSITIVE_INFINITY })
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Everything that Sealwright writes by itself is in these places. None of it holds a secret of yours."
        >
          Files of this app
        </Header>
      }
    >
      {info.isError && <DiagnosisPanel diagnosis={info.error.diagnosis} onRetry={() => void info.refetch()} />}
      <KeyValue
        layout="rows"
        pairs={(info.data?.files ?? []).map(({ name, path }) => ({
          label: name,
          value: <Ident text={path} name={`path of ${name}`} tail={24} />,
        }))}
      />
    </Container>
  )
}
