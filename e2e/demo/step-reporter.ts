import type { Reporter, TestCase, TestResult, TestStep } from '@playwright/test/reporter'

/** Prints a journey's own steps as they end, and at its end the files it made, which it names in annotations. */
export default class StepReporter implements Reporter {
  onStepEnd(_test: TestCase, _result: TestResult, step: TestStep): void {
    if (step.category !== 'test.step') return
    const seconds = (step.duration / 1000).toFixed(1)
    console.log(`  ${step.error ? '✗' : '✓'} ${step.title} (${seconds} s)`)
  }

  onTestEnd(_test: TestCase, { status, errors, annotations }: TestResult): void {
    for (const { stack, message } of errors) console.log(`\n${stack ?? message ?? ''}`)
    console.log('\nFiles:')
    for (const { type, description } of annotations) console.log(`  ${type}: ${description ?? ''}`)
    console.log(status === 'passed' ? '\nThe journey is complete.' : `\nThe journey ended early: ${status}.`)
  }

  onError({ stack, message }: { stack?: string; message?: string }): void {
    console.log(stack ?? message ?? '')
  }

  printsToStdio(): boolean {
    return true
  }
}
