import { useCollection } from '@cloudscape-design/collection-hooks'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { type ReactNode, useMemo } from 'react'
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
}) {
  const { rows, connection } = props
  const { items, filterProps, collectionProps, paginationProps, filteredItemsCount } = useCollection(rows, {
    filtering: { filteringFunction: keyRowMatches, empty: <NoKeys />, noMatch: <NoMatch /> },
    pagination: { pageSize },
    sorting: {},
    selection: { trackBy: 'id' },
  })
  const columns = useMemo(() => columnsFor(connection), [connection])
  return (
    <Table
      {...collectionProps}
      variant="container"
      trackBy="id"
      items={items}
      columnDefinitions={columns}
      header={
        <div className={styles.bar}>
          <h1>
            Keys <span className={styles.quiet}>({rows.length})</span>
          </h1>
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
          {props.actions}
        </div>
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
    },
    { id: 'fitness', header: 'Fitness', cell: (row) => <FitnessCell row={row} connection={connection} />, width: 100 },
    { id: 'state', header: 'State', cell: (row) => <StateCell row={row} connection={connection} />, width: 160 },
    { id: 'spec', header: 'Spec', cell: (row) => <SpecCell row={row} connection={connection} />, width: 175 },
    { id: 'key-id', header: 'Key id', sortingField: 'keyId', cell: (row) => <KeyIdCell row={row} />, width: 325 },
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
