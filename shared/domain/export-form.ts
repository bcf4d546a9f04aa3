import { z } from 'zod'

/** The forms in which a seal can be written out. */
export const exportForms = ['hcl', 'json', 'env', 'systemd'] as const
export const exportFormSchema = z.enum(exportForms)
export type ExportForm = z.infer<typeof exportFormSchema>
