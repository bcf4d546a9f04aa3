/**
 * The three IPC channels between page and main, on which a procedure is named by value and looked up in the contract; and one
 * that the page cannot use, by which the preload tells main where the files are that the user dropped.
 */
export const channels = {
  invoke: 'sealwright:invoke',
  cancel: 'sealwright:cancel',
  progress: 'sealwright:progress',
  dropped: 'sealwright:dropped',
} as const

/** One call, as the page sends it. `callId` is the page's own, unique among its calls. */
export interface CallRequest {
  callId: string
  procedure: string
  input: unknown
}

/** One report on the way. `sequence` counts from 1 for each call; reports may be lost, never reordered. */
export interface ProgressReport {
  callId: string
  sequence: number
  progress: unknown
}

/** All that the page can reach: three functions. */
export interface Bridge {
  invoke(request: CallRequest): Promise<unknown>
  cancel(callId: string): void
  /** Returns the function that ends the subscription. */
  onProgress(listener: (report: ProgressReport) => void): () => void
}
