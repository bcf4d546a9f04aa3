import { useRef, useState } from 'react'
import { nameOf } from '../../../../shared/domain/file-path.ts'
import { useClient } from '../../../client/client-provider.tsx'
import { diagnosisOf, isCancelled } from '../../../client/failure.ts'
import { useInvalidate } from '../../../client/procedures.ts'
import { useNotify } from '../../../ui/notifications.tsx'
import { leaveSurroundings } from '../effective/kept-surroundings.ts'
import { endSession, sessionOf } from './code-sessions.ts'
import { type OpenFile, openFiles } from './open-files.ts'

export interface FileActs {
  busy: boolean
  /** Writes the file; resolves to whether it is written. A refusal stands with the file afterwards. */
  save(): Promise<boolean>
  saveAs(): Promise<boolean>
  /** Takes what is on disk in place of the text here. */
  reload(): Promise<void>
  /** Takes what is on disk as that which a save will overwrite, and keeps the text here. */
  keepMine(): Promise<void>
  close(): void
}

/** What can be done with an open file as a whole. Nothing is done twice at a time. */
export function useFileActs(file: OpenFile): FileActs {
  const client = useClient()
  const notify = useNotify()
  const invalidate = useInvalidate()
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const { id } = file
  /** An edit may have been made since this was drawn. */
  const latest = () => openFiles.file(id) ?? file

  const once = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    if (running.current) return undefined
    running.current = true
    setBusy(true)
    try {
      openFiles.change(id, { failure: undefined })
      return await act()
    } catch (error) {
      tell(id, error)
      return undefined
    } finally {
      running.current = false
      setBusy(false)
    }
  }

  const saved = (path: string, text: string, { version, backup }: { version: string; backup?: string | undefined }) => {
    openFiles.change(id, { path, disk: { text, version }, outside: undefined })
    const former = backup ? ` Its former text is kept as ${backup}.` : ''
    notify({ id: `saved-${id}`, type: 'success', text: `Saved ${path}.${former}` })
    void invalidate('config.recent')
  }

  const readDisk = () => client.call('config.open', { path: file.path })

  return {
    busy,
    save: async () =>
      (await once(async () => {
        const { path, text, disk } = latest()
        saved(path, text, await client.call('config.save', { path, text, version: disk.version }))
        return true
      })) ?? false,
    saveAs: async () =>
      (await once(async () => {
        const { path, text, disk } = latest()
        const opened = { path, version: disk.version }
        const written = await client.call('config.saveAs', { suggestedName: nameOf(path), text, opened })
        if (!written.file) return false
        saved(written.file.path, text, written.file)
        return true
      })) ?? false,
    reload: async () => {
      await once(async () => {
        const { text, version } = await readDisk()
        const disk = { text, version }
        const session = sessionOf(latest())
        openFiles.change(id, { disk, outside: undefined })
        if (session.canHold(disk.text)) session.become(disk.text, 'input.reload')
        else openFiles.change(id, { text: disk.text, generation: file.generation + 1 })
      })
    },
    keepMine: async () => {
      await once(async () => {
        const disk = file.outside === absent ? { text: '', version: absent } : await readDisk()
        openFiles.change(id, { disk, outside: undefined })
      })
    },
    close: () => {
      openFiles.close(id)
      endSession(id)
      leaveSurroundings(client, id)
    },
  }
}

/** The version of a file that is not there. */
export const absent = 'absent'

/** A file that was changed meanwhile is told where the choice is offered, everything else as a failure. */
function tell(id: string, error: unknown): void {
  if (isCancelled(error)) return
  const failure = diagnosisOf(error)
  if (failure.code === 'file-changed') openFiles.change(id, { outside: failure.evidence.version ?? absent })
  else openFiles.change(id, { failure })
}
