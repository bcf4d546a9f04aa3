import type { Engine } from '../../../shared/domain/engine.ts'
import { takesPlugin } from './server-rules.ts'

/** Texts of the version fields that are no versions yet; a field that holds one is left out. */
export interface UnfinishedEngine {
  version?: string
  plugin?: string
}

/** Which field is unfinished, by its label; a field that is not there for this server counts for nothing. */
export function unfinishedFields(engine: Engine, { version, plugin }: UnfinishedEngine): string[] {
  return [
    ...(version === undefined ? [] : ['Version']),
    ...(plugin === undefined || !takesPlugin(engine) ? [] : ['Plugin’s wrapper version']),
  ]
}
