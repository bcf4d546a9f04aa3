import { useCollection } from '@cloudscape-design/collection-hooks'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'
import type { Connection } from '../../../shared/domain/connection.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AliasCell, FitnessCell, KeyIdCell, SpecCell, StateCell } from './key-cells.tsx'
import { type KeyRow, keyRowMatches, keyRowName } from './key-rows.ts'
import styles from './keys-screen.module.css'

const pageSize = 25

const pageLabels = {
  nextPageLabel: 'Next page',
  previousPageLabel: 'Previous page',
  pageLabel: (page: number) => `Page ${page}`,
}

/** The rows by page, with filter and single selection; facts of a key are fetched for the rows of the page alone. */
export function KeysTable(props: {
  rows: readonly KeyRow[]
  connection: Connection
  loading: boolean
  selected: KeyRow | undefined
  onSelect(row: KeyRow): void
  /** Stands at the end of the bar above the table. */
  actions: ReactNode
  /** What is shown of the selected row, for as long as the filter lets the row through. */
  detail(row: KeyRow): ReactNode
}) {
  const { rows, connection } = props
  const { items, allPageItems, actions, filterProps, collectionProps, paginationProps, filteredItemsCount } =
    useCollection(rows, {
      filtering: { filteringFunction: keyRowMatches, empty: <NoKeys />, noMatch: <NoMatch /> },
      pagination: { pageSize },
      sorting: {},
      selection: { trackBy: 'id' },
    })
  const columns = useMemo(() => columnsFor(connection), [connection])
  const place = useRef<HTMLDivElement>(null)
  const selected = allPageItems.find((row) => row.id === props.selected?.id)

  // The row that an arrow key chose may have come with its page just now.
  const focusIsWanted = useRef(false)
  useEffect(() => {
    const radio = focusIsWanted.current && place.current?.querySelector<HTMLElement>('input[type="radio"]:checked')
    if (!radio) return
    focusIsWanted.current = false
    radio.focus()
  })
  /** Arrow keys go on over the ends of a page, and stop at the ends of the list instead of beginning again. */
  const onArrow = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const { target } = event
    if (!step || !(target instanceof HTMLInputElement) || target.type !== 'radio' || !selected) return
    const inPage = items.findIndex((row) => row.id === selected.id) + step
    if (inPage >= 0 && inPage < items.length) return
    event.preventDefault()
    const next = allPageItems[allPageItems.indexOf(selected) + step]
    if (!next) return
    actions.setCurrentPage(paginationProps.currentPageIndex + step)
    focusIsWanted.current = true
    props.onSelect(next)
  }
  return (
    <>
      <div ref={place} onKeyDownCapture={onArrow}>
        <Table
          {...collectionProps}
          variant="container"
          trackBy="id"
          items={items}
          columnDefinitions={columns}
          header={
            <KeysBar count={rows.length} actions={props.actions}>
              <div className={styles.filter}>
                <TextFilter
                  {...filterProps}
                  filteringPlaceholder="Filter by alias, key id or ARN"
                  filteringAriaLabel="Filter keys"
                  filteringClearAriaLabel="Clear filter"
                  countText={filteredItemsCount === 1 ? '1 match' : `${filteredItemsCount} matches`}
                />
              </div>
              <Pagination {...paginationProps} ariaLabels={pageLabels} />
            </KeysBar>
          }
          loading={props.loading}
          loadingText="Listing keys"
          stickyHeader
          selectionType="single"
          selectedItems={props.selected ? [props.selected] : []}
          onSelectionChange={({ detail }) => detail.selectedItems[0] && props.onSelect(detail.selectedItems[0])}
          onRowClick={({ detail }) => props.onSelect(detail.item)}
          ariaLabels={{
            tableLabel: 'Keys',
            selectionGroupLabel: 'Select a key',
            itemSelectionLabel: (_, row) => keyRowName(row),
          }}
        />
      </div>
      {selected && props.detail(selected)}
    </>
  )
}

/** The head of the screen, above the table and above what stands in its place. */
export function KeysBar(props: { count?: number; actions: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles.bar}>
      <h1>Keys {props.count !== undefined && <span className={styles.quiet}>({props.count})</span>}</h1>
      {props.children}
      <span className={styles.end}>{props.actions}</span>
    </div>
  )
}

function columnsFor(connection: Connection): TableProps.ColumnDefinition<KeyRow>[] {
  return [
    {
      id: 'alias',
      header: 'Alias',
      sortingComparator: (a, b) => keyRowName(a).localeCompare(keyRowName(b)),
      cell: (row) => <AliasCell row={row} />,
      isRowHeader: true,
      minWidth: 200,
      maxWidth: 295,
    },
    { id: 'fitness', header: 'Fitness', cell: (row) => <FitnessCell row={row} connection={connection} />, width: 95 },
    { id: 'state', header: 'State', cell: (row) => <StateCell row={row} connection={connection} />, width: 150 },
    { id: 'spec', header: 'Spec', cell: (row) => <SpecCell row={row} connection={connection} />, width: 170 },
    {
      id: 'key-id',
      header: 'Key id',
      sortingField: 'keyId',
      cell: (row) => <KeyIdCell row={row} />,
      minWidth: 160,
      maxWidth: 220,
    },
  ]
}

function NoKeys() {
  return (
    <EmptyState title="No keys">
      <p>This identity sees no KMS key in this region.</p>
    </EmptyState>
  )
}

function NoMatch() {
  return <EmptyState title="No key matches the filter" />
}
