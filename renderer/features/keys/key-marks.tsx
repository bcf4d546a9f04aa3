import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'

/** A key's state in AWS's spelling, with an icon for those who scan. */
export function KeyStateMark({ state }: { state: string }) {
  return <StatusIndicator type={stateTypes[state] ?? 'pending'}>{state}</StatusIndicator>
}

const stateTypes: Partial<Record<string, StatusIndicatorProps.Type>> = {
  Enabled: 'success',
  Updating: 'in-progress',
  Creating: 'in-progress',
  Disabled: 'stopped',
  PendingDeletion: 'error',
  PendingReplicaDeletion: 'error',
  PendingImport: 'warning',
  Unavailable: 'error',
}
