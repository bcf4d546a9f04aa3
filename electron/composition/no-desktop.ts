/** Plain Node has no desktop: what would open a window or the clipboard is refused with a reason. */
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { Desktop } from '../ipc/services.ts'

const needsWindow = () => Promise.reject(new DiagnosedError('bad-request', { reason: 'needs-a-window' }))

export const noDesktop: Desktop = {
  saveFile: needsWindow,
  pickPlace: needsWindow,
  pickFiles: needsWindow,
  droppedFiles: needsWindow,
  pickFile: needsWindow,
  paste: needsWindow,
  allowHost: needsWindow,
  copy: needsWindow,
}
