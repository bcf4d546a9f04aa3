import { z } from 'zod'

/** The forms in which a seal can be written out: for its server, for what runs the server, and for what makes and guards its key. */
export const exportForms = [
  'hcl',
  'json',
  'env',
  'systemd',
  'systemd-credentials',
  'kubernetes',
  'helm',
  'iam-policy',
  'key-policy',
  'terraform',
] as const
export const exportFormSchema = z.enum(exportForms)
export type ExportForm = z.infer<typeof exportFormSchema>
