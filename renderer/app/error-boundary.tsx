import { Component, type ReactNode } from 'react'
import { diagnosisOf } from '../client/failure.ts'
import { DiagnosisPanel } from '../diagnosis/diagnosis-panel.tsx'

/** Catches what a screen throws while drawing, so that the frame and the way to other screens stay. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown; failed: boolean }> {
  override state = { error: undefined as unknown, failed: false }

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <DiagnosisPanel
        diagnosis={diagnosisOf(this.state.error)}
        onRetry={() => this.setState({ error: undefined, failed: false })}
      />
    )
  }
}
