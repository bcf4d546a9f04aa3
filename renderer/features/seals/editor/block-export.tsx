import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { ConfigStanza } from '../../../../shared/domain/config-stanza.ts'
import { nameOf } from '../../../../shared/domain/file-path.ts'
import type { Diagnosis } from '../../../client/contract-types.ts'
import { diagnosisOf } from '../../../client/failure.ts'
import { useIdentity } from '../../../client/identity.tsx'
import { DiagnosisPanel } from '../../../diagnosis/diagnosis-panel.tsx'
import { useNotify } from '../../../ui/notifications.tsx'
import { ExportView } from '../export-view.tsx'
import { shortName } from '../seal-name.ts'
import { useSaveSeal } from '../use-seals.ts'
import { parametersOfBlock, withheldParameters } from './block-fields.ts'
import styles from './editor.module.css'
import type { OpenFile } from './open-files.ts'

interface BlockExportProps {
  file: OpenFile
  seals: readonly ConfigStanza[]
  chosen: number
  onChoose(stanza: number): void
}

/** An awskms block of the file in another form, and as a seal of the app. */
export function BlockExport({ file, seals, chosen, onChoose }: BlockExportProps) {
  const blocks = seals.flatMap((stanza, index) => (stanza.type === 'awskms' ? [{ stanza, index }] : []))
  const block = blocks.find(({ index }) => index === chosen) ?? blocks[0]
  if (!block) return <p className={styles.quiet}>There is no awskms seal in this file to export.</p>
  const option = ({ stanza, index }: typeof block) => ({
    value: String(index),
    label: `${stanza.name ?? stanza.type}, line ${stanza.line}`,
  })
  const withheld = withheldParameters(block.stanza)
  return (
    <div className={styles.form}>
      {blocks.length > 1 && (
        <FormField label="Seal block">
          <Select
            options={blocks.map(option)}
            selectedOption={option(block)}
            onChange={({ detail }) => onChoose(Number(detail.selectedOption.value))}
          />
        </FormField>
      )}
      <SaveAsSeal file={file} stanza={block.stanza} />
      <ExportView id={`${file.id} ${block.index}`} parameters={parametersOfBlock(block.stanza)} engine={file.engine}>
        {withheld.length > 0 && (
          <p className={styles.quiet}>Left out, because no export carries it: {withheld.join(', ')}.</p>
        )}
      </ExportView>
    </div>
  )
}

/** Keeps the block among the seals of the app, to check it and to plan with it. The file stays as it is. */
function SaveAsSeal({ file, stanza }: { file: OpenFile; stanza: ConfigStanza }) {
  const { connection } = useIdentity()
  const save = useSaveSeal()
  const notify = useNotify()
  const [, navigate] = useLocation()
  const [failure, setFailure] = useState<Diagnosis>()
  const saveBlock = async () => {
    try {
      setFailure(undefined)
      const name = shortName(`${nameOf(file.path)}: ${stanza.name ?? stanza.type}`, '')
      const seal = await save.mutateAsync({
        name,
        engine: file.engine,
        connection,
        parameters: parametersOfBlock(stanza),
      })
      const show = { label: 'Show', act: () => navigate(`/seals/${seal.id}`) }
      notify({ id: `kept-${seal.id}`, type: 'success', text: `Saved the seal ${seal.name}`, action: show })
    } catch (error) {
      setFailure(diagnosisOf(error))
    }
  }
  return (
    <div>
      <Button loading={save.isPending} onClick={() => void saveBlock()}>
        Save as a seal
      </Button>
      {failure && <DiagnosisPanel diagnosis={failure} onDismiss={() => setFailure(undefined)} />}
    </div>
  )
}
