import { z } from 'zod'
import { connectionSchema } from './connection.ts'
import { engineSchema } from './engine.ts'
import { exportFormSchema } from './export-form.ts'

/** Choices that the app remembers between starts. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  connection: connectionSchema,
  recentConnections: z.array(connectionSchema).max(10),
  lastScreen: z.string().max(200),
  exportForm: exportFormSchema,
  /** Which server each configuration file was last looked at for, the latest first. */
  configEngines: z.array(z.strictObject({ path: z.string().min(1).max(4096), engine: engineSchema })).max(50),
  /** Whether the editor shows what changes before it saves. */
  showsChangesBeforeSaving: z.boolean(),
})
export type Settings = z.infer<typeof settingsSchema>

/** Any part of the settings: what is left out stays as it is. */
export const settingsPatchSchema = settingsSchema.partial()
export type SettingsPatch = z.infer<typeof settingsPatchSchema>

export const defaultSettings: Settings = {
  theme: 'system',
  density: 'compact',
  connection: { kind: 'sandbox' },
  recentConnections: [],
  lastScreen: '/seals',
  exportForm: 'hcl',
  configEngines: [],
  showsChangesBeforeSaving: true,
}
