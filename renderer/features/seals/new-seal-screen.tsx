import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Wizard from '@cloudscape-design/components/wizard'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useIdentity } from '../../client/identity.tsx'
import { useProcedure } from '../../client/procedures.ts'
import { newSealDrafts, newSealKey } from './drafts.ts'
import { EngineFields } from './engine-fields.tsx'
import { IdentityStep } from './identity-step.tsx'
import { KeyStep } from './key-step.tsx'
import { type NewSealDraft, newSealDraft, newSealName, newSealParameters, stepFault } from './new-seal-draft.ts'
import { ReviewStep } from './review-step.tsx'
import { runCheckState } from './run-on-arrival.ts'
import { defaultEngine } from './server-rules.ts'
import { useSaveSeal } from './use-seals.ts'
import { wizardWords } from './wizard-words.ts'

/** The sandbox may be starting while the wizard opens: its endpoint belongs into the stanza as soon as there is one. */
const sandboxPollMs = 1000

/**
 * Four steps from a server to a saved seal, whose check then runs at once. Leaving keeps what was typed: coming back
 * continues at the same step.
 */
export function NewSealScreen() {
  const { connection, identity } = useIdentity()
  const sandbox = useProcedure('sandbox.status', {}, { staleTime: 0, refetchInterval: sandboxPollMs })
  const [, navigate] = useLocation()
  const save = useSaveSeal()
  const kept = newSealDrafts.use(newSealKey)
  const draft = kept ?? newSealDraft(defaultEngine, connection, identity?.region ?? '')
  const [tried, setTried] = useState<number>()
  const change = (next: Partial<NewSealDraft>) => {
    if (save.isError) save.reset()
    newSealDrafts.set(newSealKey, { ...draft, ...next })
  }
  const fault = (step: number) => (tried === step ? stepFault(draft, step) : undefined)
  const parameters = newSealParameters(draft, sandbox.data)

  const goTo = (step: number) => {
    if (step > draft.step && stepFault(draft, draft.step)) return setTried(draft.step)
    setTried(undefined)
    change({ step })
  }
  const created = useRef(false)
  const create = async () => {
    if (stepFault(draft, 3)) return setTried(3)
    if (created.current) return
    created.current = true
    try {
      const { engine, connection: as } = draft
      const seal = await save.mutateAsync({ name: newSealName(draft).trim(), engine, connection: as, parameters })
      newSealDrafts.set(newSealKey, undefined)
      navigate(`/seals/${seal.id}/check`, { state: runCheckState, replace: true })
    } catch {
      created.current = false
      // The failure stands in `save.error` and is shown in the last step; the draft is kept.
    }
  }
  const leave = () => navigate('/seals')
  const leaveOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !usesEscape(event.target)) leave()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves the wizard from wherever the focus is in it
    <div onKeyDown={leaveOnEscape}>
      <Wizard
        i18nStrings={wizardWords}
        activeStepIndex={draft.step}
        onNavigate={({ detail }) => goTo(detail.requestedStepIndex)}
        onCancel={leave}
        onSubmit={() => void create()}
        isLoadingNextStep={save.isPending}
        secondaryActions={kept && <Button onClick={() => newSealDrafts.set(newSealKey, undefined)}>Start over</Button>}
        steps={[
          {
            title: 'Server',
            description: 'Which release reads the seal decides what its settings mean.',
            content: (
              <Container>
                <EngineFields
                  engine={draft.engine}
                  unfinished={draft.unfinished}
                  onChange={(engine, unfinished) => change({ engine, unfinished })}
                />
              </Container>
            ),
          },
          {
            title: 'Identity',
            description: 'As whom the seal is checked here. The server uses its own credentials.',
            content: <IdentityStep draft={draft} sandbox={sandbox.data} onChange={change} />,
          },
          {
            title: 'Key',
            description: 'The KMS key that wraps the root key.',
            content: <KeyStep draft={draft} fault={fault(2)} onChange={change} />,
          },
          {
            title: 'Review',
            description: 'The stanza as the server will read it.',
            content: (
              <ReviewStep
                draft={draft}
                parameters={parameters}
                fault={fault(3)}
                failure={save.error?.diagnosis}
                onChange={change}
              />
            ),
          },
        ]}
      />
    </div>
  )
}

/** Whether the element itself does something on Escape: closes its list, or clears its search. */
function usesEscape(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.getAttribute('aria-expanded') === 'true') return true
  return target instanceof HTMLInputElement && target.type === 'search' && target.value !== ''
}
