import Tabs from '@cloudscape-design/components/tabs'
import { Link, useLocation, useParams } from 'wouter'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QuietProgress } from '../../ui/quiet-progress.tsx'
import { BenchTab } from './bench-tab.tsx'
import { CheckTab } from './check-tab.tsx'
import { ConfigureTab } from './configure-tab.tsx'
import { EffectiveTab } from './effective-tab.tsx'
import { ExportTab } from './export-tab.tsx'
import { useRunOnArrival } from './run-on-arrival.ts'
import { SealHeader } from './seal-header.tsx'
import { useSealCheck } from './use-seal-check.ts'
import { useSealDraft } from './use-seal-draft.ts'
import { useSeals } from './use-seals.ts'

/** One saved seal: what it is, and the tabs to configure, check, export and try it. */
export function SealScreen() {
  const { id } = useParams<{ id: string }>()
  const seals = useSeals()
  const seal = seals.data?.seals.find((each) => each.id === id)
  if (seal) return <OpenSeal key={seal.id} seal={seal} />
  if (seals.isFetching) return <QuietProgress active label="Reading the saved seals" />
  if (seals.isError) return <DiagnosisPanel diagnosis={seals.error.diagnosis} onRetry={() => void seals.refetch()} />
  return (
    <EmptyState title="This seal is not saved here" actions={<Link href="/seals">Show all seals</Link>}>
      <p>It may have been removed.</p>
    </EmptyState>
  )
}

const tabIds = ['configure', 'effective', 'check', 'export', 'bench']

function OpenSeal({ seal }: { seal: SavedSeal }) {
  const { tab } = useParams<{ tab?: string }>()
  const [, navigate] = useLocation()
  const draft = useSealDraft(seal)
  const check = useSealCheck(seal)
  const activeTabId = tab && tabIds.includes(tab) ? tab : 'configure'
  const show = (tabId: string) => navigate(`/seals/${seal.id}/${tabId}`, { replace: true })
  useRunOnArrival(() => check.start())
  const runCheck = (saved: SavedSeal) => {
    show('check')
    check.start(saved)
  }

  return (
    <>
      <SealHeader seal={seal} last={check.last} draft={draft} checking={check.running} />
      <Tabs
        ariaLabel="Seal"
        i18nStrings={{ scrollLeftAriaLabel: 'Scroll tabs left', scrollRightAriaLabel: 'Scroll tabs right' }}
        activeTabId={activeTabId}
        onChange={({ detail }) => show(detail.activeTabId)}
        tabs={[
          {
            id: 'configure',
            label: draft.dirty ? 'Configure (unsaved)' : 'Configure',
            content: <ConfigureTab seal={seal} draft={draft} onCheck={runCheck} />,
          },
          {
            id: 'effective',
            label: 'Effective settings',
            content: activeTabId === 'effective' && <EffectiveTab seal={seal} dirty={draft.dirty} />,
          },
          {
            id: 'check',
            label: 'Check',
            content: <CheckTab seal={seal} check={check} dirty={draft.dirty} onConfigure={() => show('configure')} />,
          },
          { id: 'export', label: 'Export', content: <ExportTab seal={seal} dirty={draft.dirty} /> },
          { id: 'bench', label: 'Test bench', content: <BenchTab seal={seal} dirty={draft.dirty} /> },
        ]}
      />
    </>
  )
}
