import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Select from '@cloudscape-design/components/select'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useMemo, useState } from 'react'
import type { SandboxRequest } from '../../../shared/domain/sandbox-kms.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { factsOf, filtered, keptLines, type LogFilter, lineText, noFilter, operationsIn } from './request-lines.ts'
import styles from './request-log.module.css'
import { RequestTable } from './request-table.tsx'
import { useRequestLog } from './use-request-log.ts'

/** Every request as it is answered: names and results, never a plaintext or a ciphertext. */
export function RequestLog() {
  const [isPaused, setIsPaused] = useState(false)
  const [filter, setFilter] = useState(noFilter)
  const [selected, setSelected] = useState<SandboxRequest | undefined>(undefined)
  const { lines, failure, clear, retry } = useRequestLog(isPaused)
  const all = lines ?? []
  const shown = useMemo(() => filtered(lines ?? [], filter), [lines, filter])
  return (
    <div className={styles.log}>
      <p className={styles.quiet}>
        {`Names and results only, no plaintext and no ciphertext. The last ${keptLines.toLocaleString('en')} lines are kept here; the sandbox itself remembers 1,000.`}
      </p>
      <div className={styles.bar}>
        <Button iconName={isPaused ? 'caret-right-filled' : 'pause'} onClick={() => setIsPaused(!isPaused)}>
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
        <Button disabled={all.length === 0} onClick={clear}>
          Clear view
        </Button>
        <Filter filter={filter} onChange={setFilter} operations={operationsIn(all)} />
        <span className={styles.count}>
          <span role="status">{isPaused && 'Paused. '}</span>
          {shown === all ? linesText(all.length) : `${shown.length.toLocaleString('en')} of ${linesText(all.length)}`}
        </span>
      </div>
      {failure && <DiagnosisPanel diagnosis={failure} onRetry={retry} />}
      {shown.length > 0 && <RequestTable lines={shown} selected={selected} onSelect={setSelected} />}
      {shown.length === 0 && !failure && (
        <Nothing
          state={!lines ? 'loading' : all.length > 0 ? 'filtered' : 'empty'}
          onClear={() => setFilter(noFilter)}
        />
      )}
      {selected && (
        <section className={styles.detail} aria-label="Selected request">
          <KeyValue pairs={factsOf(selected)} />
          <CopyButton wide text={lineText(selected)} label="Copy line" />
        </section>
      )}
    </div>
  )
}

const linesText = (count: number): string => (count === 1 ? '1 line' : `${count.toLocaleString('en')} lines`)

function Filter(props: { filter: LogFilter; operations: string[]; onChange: (filter: LogFilter) => void }) {
  const { filter, onChange } = props
  const options = [
    { value: '', label: 'All operations' },
    ...props.operations.map((value) => ({ value, label: value })),
  ]
  const chosen = { value: filter.operation, label: filter.operation || 'All operations' }
  return (
    <>
      <div className={styles.text}>
        <TextFilter
          filteringText={filter.text}
          filteringPlaceholder="Filter by principal, key, result…"
          filteringAriaLabel="Filter requests"
          filteringClearAriaLabel="Clear filter"
          onChange={({ detail }) => onChange({ ...filter, text: detail.filteringText })}
        />
      </div>
      <div className={styles.operation}>
        <Select
          ariaLabel="Operation"
          options={options}
          selectedOption={chosen}
          filteringType={options.length > 8 ? 'auto' : 'none'}
          expandToViewport
          onChange={({ detail }) => onChange({ ...filter, operation: detail.selectedOption.value ?? '' })}
        />
      </div>
      <Checkbox
        checked={filter.onlyFailures}
        onChange={({ detail }) => onChange({ ...filter, onlyFailures: detail.checked })}
      >
        Only failures
      </Checkbox>
    </>
  )
}

function Nothing({ state, onClear }: { state: 'loading' | 'filtered' | 'empty'; onClear: () => void }) {
  switch (state) {
    case 'loading':
      return <EmptyState title="Reading the log" />
    case 'filtered':
      return (
        <EmptyState
          title="No request matches the filter"
          actions={<Button onClick={onClear}>Show all requests</Button>}
        />
      )
    case 'empty':
      return (
        <EmptyState title="No requests">
          <p>
            A request stands here as soon as it is answered: a check of a seal, or a program with a copied environment.
          </p>
        </EmptyState>
      )
  }
}
