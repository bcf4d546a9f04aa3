import type { Engine } from '../../../../shared/domain/engine.ts'
import { useCommand, useProcedure } from '../../../client/procedures.ts'
import type { UnfinishedEngine } from '../unfinished-engine.ts'
import { type OpenFile, openFiles } from './open-files.ts'

const remembered = 50

/** Chooses the server whose rules are shown for a file, and remembers it with the file's path. */
export function useFileEngine(file: OpenFile): (engine: Engine, unfinished: UnfinishedEngine) => void {
  const settings = useProcedure('settings.read', {})
  const write = useCommand('settings.write', { invalidates: ['settings.read'] })
  return (engine, unfinished) => {
    openFiles.change(file.id, { engine, unfinished })
    if (JSON.stringify(engine) === JSON.stringify(file.engine)) return
    const others = (settings.data?.configEngines ?? []).filter(({ path }) => path !== file.path)
    write.mutate({ configEngines: [{ path: file.path, engine }, ...others].slice(0, remembered) })
  }
}
