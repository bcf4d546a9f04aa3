import { nameOf } from '../../../../shared/domain/file-path.ts'
import { CodeSession } from './code-session.ts'
import { type OpenFile, openFiles } from './open-files.ts'

const sessions = new Map<string, { session: CodeSession; generation: number }>()

/** The editor of an open file, made when the file is first shown. Its text is the file's: each change goes to `openFiles`. */
export function sessionOf(file: OpenFile): CodeSession {
  const kept = sessions.get(file.id)
  if (kept?.generation === file.generation) return kept.session
  kept?.session.destroy()
  const session = new CodeSession({
    text: file.text,
    format: formatOf(file),
    label: `Text of ${nameOf(file.path)}`,
    onText: (text) => openFiles.change(file.id, { text }),
  })
  sessions.set(file.id, { session, generation: file.generation })
  return session
}

/** Lets the editor of a file go that is open no more. */
export function endSession(id: string): void {
  sessions.get(id)?.session.destroy()
  sessions.delete(id)
}

/** How the text is coloured. What the servers take it for is told by main, from the text itself. */
function formatOf({ path, text }: OpenFile): 'hcl' | 'json' {
  return path.endsWith('.json') || /^\ufeff?\s*\{/.test(text) ? 'json' : 'hcl'
}
