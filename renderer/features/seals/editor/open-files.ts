import { useSyncExternalStore } from 'react'
import type { Engine } from '../../../../shared/domain/engine.ts'
import type { Diagnosis } from '../../../client/contract-types.ts'
import type { UnfinishedEngine } from '../unfinished-engine.ts'
import { createWindowHold } from '../window-hold.ts'

/** A configuration file in the editor. */
export interface OpenFile {
  /** Stays when the file is saved under another path. */
  id: string
  path: string
  /** The file as it was last read or written. */
  disk: { text: string; version: string }
  text: string
  /** Counts whole replacements of the text, after which nothing before can be undone. */
  generation: number
  engine: Engine
  unfinished: UnfinishedEngine
  /** The version that another program has left there since; `absent` when it removed the file. */
  outside?: string | undefined
  /** What the last act on the file failed with. */
  failure?: Diagnosis | undefined
}

export interface OpenFiles {
  files: readonly OpenFile[]
  activeId: string | undefined
  /** Why files were not opened. */
  failure?: Diagnosis | undefined
}

/** A file as main hands it over. */
export interface ReadFile {
  path: string
  text: string
  version: string
}

let current: OpenFiles = { files: [], activeId: undefined }
let made = 0
let editing = 0
const listeners = new Set<() => void>()

/**
 * The files that are open, kept for as long as the window lives: leaving the screen loses nothing. While one has unsaved changes
 * the page refuses to be closed, and the window asks.
 */
export const openFiles = {
  get: (): OpenFiles => current,
  file: (id: string): OpenFile | undefined => current.files.find((file) => file.id === id),

  /** Opens files and shows the first; one that is open already is only shown. `engineOf` says what its server was last. */
  add(read: readonly ReadFile[], engineOf: (path: string) => Engine): void {
    const known = new Map(current.files.map((file) => [file.path, file]))
    const opened = read.map((each) => known.get(each.path) ?? opening(each, engineOf(each.path)))
    const added = opened.filter((file) => !current.files.includes(file))
    publish({ files: [...current.files, ...added], activeId: opened[0]?.id ?? current.activeId })
  },

  change(id: string, change: Partial<Omit<OpenFile, 'id'>>): void {
    publish({ ...current, files: current.files.map((file) => (file.id === id ? { ...file, ...change } : file)) })
  },

  show(id: string): void {
    publish({ ...current, activeId: id })
  },

  close(id: string): void {
    const index = current.files.findIndex((file) => file.id === id)
    const files = current.files.filter((file) => file.id !== id)
    const next = files[Math.min(index, files.length - 1)]
    publish({ files, activeId: current.activeId === id ? next?.id : current.activeId })
  },

  /** Counts an edit that main is making: until it has ended the page refuses to be closed, as with unsaved changes. */
  whileEditing(edit: Promise<void>): void {
    editing += 1
    holdWindow()
    void edit.finally(() => {
      editing -= 1
      holdWindow()
    })
  },

  refuse(failure: Diagnosis | undefined): void {
    publish({ ...current, failure })
  },
}

/** The open files, followed by the component. */
export function useOpenFiles(): OpenFiles {
  return useSyncExternalStore(subscribe, openFiles.get)
}

/** Whether a save would write something. */
export const isDirty = ({ text, disk }: OpenFile): boolean => text !== disk.text

function opening({ path, text, version }: ReadFile, engine: Engine): OpenFile {
  return { id: `file-${++made}`, path, disk: { text, version }, text, generation: 0, engine, unfinished: {} }
}

function publish(next: OpenFiles): void {
  current = next
  holdWindow()
  for (const listener of listeners) listener()
}

const hold = createWindowHold()
const holdWindow = () => hold(editing > 0 || current.files.some(isDirty))

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
