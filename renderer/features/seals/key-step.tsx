import { useCollection } from '@cloudscape-design/collection-hooks'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useEffect, useMemo } from 'react'
import type { Connection } from '../../../shared/domain/connection.ts'
import { useLongQuery } from '../../client/long-query.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Ident } from '../../ui/ident.tsx'
import { QuietProgress } from '../../ui/quiet-progress.tsx'
import { type KeyChoice, keyChoices } from './key-choices.ts'
import { KeyFitnessCell } from './key-fitness-cell.tsx'
import type { NewSealDraft } from './new-seal-draft.ts'
import { blanksWarning } from './parameter-faults.ts'

/** A key by reference: typed as it is, or chosen from the identity's keys with their fitness beside them. */
export function KeyStep(props: {
  draft: NewSealDraft
  fault: string | undefined
  onChange(change: Partial<NewSealDraft>): void
}) {
  const { draft, onChange } = props
  return (
    <Container>
      <SpaceBetween size="m">
        <FormField
          label="Key reference"
          description="Key id, key ARN, alias/NAME or alias ARN. It is written into the stanza exactly like this."
          errorText={props.fault}
          warningText={blanksWarning(draft.key)}
        >
          <Input
            value={draft.key}
            spellcheck={false}
            placeholder="alias/vault-unseal"
            onChange={({ detail }) => onChange({ key: detail.value })}
          />
        </FormField>
        <KeyChooser connection={draft.connection} chosen={draft.key} onChoose={(key) => onChange({ key })} />
      </SpaceBetween>
    </Container>
  )
}

const pageSize = 10

function KeyChooser(props: { connection: Connection; chosen: string; onChoose(reference: string): void }) {
  const { connection } = props
  const list = useLongQuery('keys.list', { connection })
  const { start } = list
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is drawn anew for another identity
  useEffect(() => start({ connection }), [start])
  const choices = useMemo(() => (list.value ? keyChoices(list.value) : []), [list.value])
  const { items, filterProps, paginationProps } = useCollection(choices, {
    filtering: { fields: ['reference', 'keyId'] },
    pagination: { pageSize },
    selection: { trackBy: 'reference' },
  })
  const running = list.state === 'running'
  const loaded = list.progress.at(-1)?.loaded
  return (
    <>
      <QuietProgress active={running} label="Listing keys" onCancel={list.cancel}>
        {loaded === undefined ? 'Listing keys' : `Listing keys: ${loaded} found`}
      </QuietProgress>
      {list.state === 'cancelled' && !list.value && (
        <EmptyState
          title="The list was cancelled"
          actions={<Button onClick={() => start({ connection })}>List keys</Button>}
        >
          <p>A reference can be typed above without it.</p>
        </EmptyState>
      )}
      {list.failure && <DiagnosisPanel diagnosis={list.failure.diagnosis} onRetry={() => start({ connection })} />}
      {list.value && (
        <Table
          variant="embedded"
          trackBy="reference"
          items={items}
          selectionType="single"
          selectedItems={choices.filter((choice) => choice.reference === props.chosen)}
          onSelectionChange={({ detail }) => choose(props, detail.selectedItems[0])}
          onRowClick={({ detail }) => choose(props, detail.item)}
          ariaLabels={{
            tableLabel: 'Keys of this identity',
            selectionGroupLabel: 'Choose a key',
            itemSelectionLabel: (_, choice) => choice.reference,
          }}
          columnDefinitions={[
            {
              id: 'reference',
              header: 'Key',
              isRowHeader: true,
              minWidth: 200,
              maxWidth: 480,
              cell: (choice) => <Ident text={choice.reference} name="key reference" />,
            },
            {
              id: 'fitness',
              header: 'Fitness',
              width: 160,
              cell: (choice) => <KeyFitnessCell connection={connection} id={choice.keyArn} />,
            },
          ]}
          filter={
            <TextFilter
              {...filterProps}
              filteringPlaceholder="Filter keys"
              filteringAriaLabel="Filter keys"
              filteringClearAriaLabel="Clear filter"
            />
          }
          pagination={
            <Pagination
              {...paginationProps}
              ariaLabels={{
                nextPageLabel: 'Next page',
                previousPageLabel: 'Previous page',
                pageLabel: (page) => `Page ${page}`,
              }}
            />
          }
          empty={
            <EmptyState title={choices.length === 0 ? 'This identity sees no keys' : 'No key matches the filter'}>
              <p>A key of another account or region can be typed above.</p>
            </EmptyState>
          }
        />
      )}
    </>
  )
}

function choose(props: { onChoose(reference: string): void }, choice: KeyChoice | undefined): void {
  if (choice) props.onChoose(choice.reference)
}
