import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import type { ConnectionRoutes } from '../../../shared/domain/connection-routes.ts'
import { connectionText } from '../../client/connection-words.ts'
import { useIdentity } from '../../client/identity.tsx'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { Ident } from '../../ui/ident.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { QuietProgress } from '../../ui/quiet-progress.tsx'
import styles from './settings.module.css'

/** Which way the requests of the identity in use take: what a company's network has to let through. */
export function NetworkSection() {
  const { connection } = useIdentity()
  const isSandbox = connection.kind === 'sandbox'
  const routes = useProcedure('identity.routes', { connection }, { staleTime: 0, enabled: !isSandbox })
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`Where the requests of ${connectionText(connection)} go. Nothing is sent to find out.`}
        >
          Network
        </Header>
      }
    >
      {isSandbox && (
        <p className={styles.prose}>To this machine, directly. No proxy and no further authority counts.</p>
      )}
      {routes.isError && <DiagnosisPanel diagnosis={routes.error.diagnosis} onRetry={() => void routes.refetch()} />}
      {!routes.data && routes.isFetching && <QuietProgress active label="Reading how requests travel" />}
      {routes.data && !routes.isError && <KeyValue layout="rows" pairs={pairsOf(routes.data)} />}
    </Container>
  )
}

const serviceNames = { kms: 'KMS', sts: 'STS' } as const
const deciders = { system: 'the system', environment: 'HTTPS_PROXY and its kin' } as const

function pairsOf({ services, proxiesBy, caBundle }: ConnectionRoutes) {
  return [
    ...services.map((route) => ({ label: serviceNames[route.service], value: <Way route={route} /> })),
    { label: 'Proxies are chosen by', value: deciders[proxiesBy] },
    {
      label: 'Further authorities',
      value: caBundle ? (
        <>
          <Ident text={caBundle.path} name="path of the CA bundle" tail={24} />
          {`${caBundle.certificates === 1 ? '1 certificate' : `${caBundle.certificates} certificates`}, named by ${caBundle.namedBy}`}
        </>
      ) : (
        'None: those that Node trusts'
      ),
    },
  ]
}

function Way({ route: { service, endpoint, isConfigured, proxy } }: { route: ConnectionRoutes['services'][number] }) {
  return (
    <>
      <Ident text={endpoint} name={`endpoint of ${serviceNames[service]}`} tail={24} />
      {[proxy ? `through ${proxy}` : 'directly', ...(isConfigured ? ['configured endpoint'] : [])].join(', ')}
    </>
  )
}
