import Button from '@cloudscape-design/components/button'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import { type ReactNode, useState } from 'react'
import type { Engine } from '../../../shared/domain/engine.ts'
import { type ExportForm, exportFormSchema } from '../../../shared/domain/export-form.ts'
import type { LooseSealParameters } from '../../../shared/domain/seal-parameters.ts'
import type { InputOf } from '../../client/contract-types.ts'
import { useCommand, useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { ProblemList } from '../../diagnosis/problem-list.tsx'
import { CodeView } from '../../ui/code-view.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Ident } from '../../ui/ident.tsx'
import { QuietProgress } from '../../ui/quiet-progress.tsx'
import { pluginDrafts, policyDrafts } from './drafts.ts'
import { formGroups, formWords, policyForms } from './export-forms.ts'
import styles from './export-tab.module.css'
import { PluginFields } from './plugin-fields.tsx'
import { emptyPlugin, pluginOf } from './plugin-texts.ts'
import { conditionsOf, emptyConditions } from './policy-conditions.ts'
import { PolicyFields } from './policy-fields.tsx'
import { needsPlugin } from './server-rules.ts'

interface ExportViewProps {
  /** What the typed plugin and conditions are kept under. */
  id: string
  parameters: LooseSealParameters
  engine: Engine
  /** What stands above the export, about where it comes from. */
  children?: ReactNode
}

/** A seal as the server will read it, in the chosen form, to copy or to save as a file. */
export function ExportView({ id, parameters, engine, children }: ExportViewProps) {
  const { form, choose } = useExportForm()
  const plugin = pluginDrafts.use(id) ?? emptyPlugin
  const conditions = policyDrafts.use(id) ?? emptyConditions
  const asksPlugin = needsPlugin(engine)
  const asksConditions = policyForms.includes(form)
  const chosenPlugin = asksPlugin ? pluginOf(plugin) : undefined
  const policy = asksConditions ? conditionsOf(conditions) : undefined
  const input: InputOf<'config.export'> = {
    parameters,
    engine,
    form,
    ...(chosenPlugin ? { plugin: chosenPlugin } : {}),
    ...(policy ? { policy } : {}),
  }
  const file = useProcedure('config.export', input, { keepPrevious: true })
  return (
    <div className={styles.export}>
      <div className={styles.bar}>
        {formGroups.map(({ label, forms }) => (
          <SegmentedControl
            key={label}
            label={label}
            selectedId={forms.includes(form) ? form : null}
            options={forms.map((each) => ({ id: each, text: formWords[each].text }))}
            onChange={({ detail }) => choose(exportFormSchema.parse(detail.selectedId))}
          />
        ))}
        <span className={styles.quiet}>{formWords[form].where}</span>
      </div>
      {children}
      {asksPlugin && <PluginFields texts={plugin} onChange={(texts) => pluginDrafts.set(id, texts)} />}
      {asksConditions && <PolicyFields texts={conditions} onChange={(texts) => policyDrafts.set(id, texts)} />}
      {file.isError && <DiagnosisPanel diagnosis={file.error.diagnosis} onRetry={() => void file.refetch()} />}
      {!file.data && file.isFetching && <QuietProgress active label="Writing the export" />}
      {file.data && !file.isError && (
        <>
          {file.data.warnings.length > 0 && (
            <section aria-label="Warnings" className={styles.warnings}>
              <ProblemList problems={file.data.warnings} />
            </section>
          )}
          <CodeView text={file.data.text} label={formWords[form].text} />
          <FileActions key={form} input={input} text={file.data.text} filename={file.data.filename} />
        </>
      )}
    </div>
  )
}

/** The form that was chosen last, on any seal. Choosing is remembered; a failure to remember changes nothing here. */
function useExportForm() {
  const settings = useProcedure('settings.read', {})
  const remember = useCommand('settings.write', { invalidates: ['settings.read'] })
  const [chosen, setChosen] = useState<ExportForm>()
  return {
    form: chosen ?? settings.data?.exportForm ?? 'hcl',
    choose(form: ExportForm) {
      setChosen(form)
      remember.mutate({ exportForm: form })
    },
  }
}

function FileActions(props: { input: InputOf<'config.export'>; text: string; filename: string }) {
  const save = useCommand('config.exportToFile')
  return (
    <div className={styles.bar}>
      <Button loading={save.isPending} iconName="download" onClick={() => save.mutate(props.input)}>
        Save file
      </Button>
      <CopyButton wide text={props.text} label="Copy all" />
      <span className={styles.quiet} role="status">
        {save.data?.path ? (
          <>
            Saved as <Ident text={save.data.path} name="path" tail={32} />
          </>
        ) : (
          `Suggested name: ${props.filename}`
        )}
      </span>
      {save.isError && <DiagnosisPanel diagnosis={save.error.diagnosis} onDismiss={save.reset} />}
    </div>
  )
}
