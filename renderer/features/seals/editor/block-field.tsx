import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useRef } from 'react'
import type { ParameterName } from '../parameter-facts.ts'
import { parameterFaults } from '../parameter-faults.ts'
import field from '../parameter-field.module.css'
import { ParameterField, parameterTitles } from '../parameter-field.tsx'
import { emptyTexts } from '../seal-draft.ts'
import { serverRules } from '../server-rules.ts'
import { entryOf, entryText, valueFor } from './block-fields.ts'
import styles from './editor.module.css'
import type { SealFormProps } from './seal-form.tsx'

/** One key of a seal block. Emptied and left, its entry goes from the file. */
export function BlockField(props: SealFormProps & { name: string }) {
  const { name, stanza, index, edits } = props
  const emptied = useRef(false)
  const entry = entryOf(stanza, name)
  if (entry && entry.value === undefined) return <Unshown {...props} isSecret={entry.secret} start={entry.start} />

  const text = edits.shown(index, name, entryText(entry))
  const parameter = isParameter(name) ? name : undefined
  const onChange = (typed: string) => {
    emptied.current = typed === ''
    const isTaken = !parameter || faultOf(parameter, typed) === undefined
    const isNothing = typed === '' && !entry
    const value = valueFor(name, typed, entry)
    edits.type(index, name, typed, isTaken && !isNothing ? { stanza: index, key: name, value } : undefined)
  }
  const onFocus = () => {
    if (entry) props.onShow(entry.start)
  }
  const onBlur = () => {
    // An undo may have brought the value back meanwhile.
    if (emptied.current && text === '') edits.make({ stanza: index, key: name, value: null })
    emptied.current = false
  }
  if (!parameter) {
    return (
      <FormField label={<code className={field.name}>{name}</code>}>
        <Input
          value={text}
          spellcheck={false}
          autoComplete={false}
          onFocus={onFocus}
          onBlur={onBlur}
          onChange={({ detail }) => onChange(detail.value)}
        />
      </FormField>
    )
  }
  return (
    <ParameterField
      name={parameter}
      text={text}
      rules={serverRules(props.engine)}
      fault={faultOf(parameter, text)}
      onFocus={onFocus}
      onBlur={onBlur}
      onChange={onChange}
    />
  )
}

const isParameter = (name: string): name is ParameterName => Object.hasOwn(parameterTitles, name)

const faultOf = (name: ParameterName, text: string): string | undefined =>
  parameterFaults({ ...emptyTexts(), [name]: text })[name]

/** An entry whose value main does not hand over: a secret, or what is no single value. */
function Unshown(props: SealFormProps & { name: string; isSecret: boolean; start: number }) {
  const { name, index, stanza, problems, edits, isSecret, start } = props
  const title = isParameter(name) ? parameterTitles[name] : ''
  const finding = problems.find(
    (problem) => problem.code === 'secret-in-file' && problem.key === name && isWithin(problem.start, stanza),
  )
  return (
    <FormField
      label={
        <>
          {title} <code className={field.name}>{name}</code>
        </>
      }
    >
      <div className={styles.unshown}>
        <span>
          {isSecret
            ? 'A secret stands in the file in plain text. It is not shown here.'
            : 'A list or an object, which is edited in the text.'}
        </span>
        <span className={styles.unshownActs}>
          {finding?.fix && (
            <Button variant="inline-link" onClick={() => props.onFix(finding)}>
              Replace by {finding.suggestion}
            </Button>
          )}
          {isSecret && (
            <Button variant="inline-link" onClick={() => edits.make({ stanza: index, key: name, value: null })}>
              Remove
            </Button>
          )}
          <Button variant="inline-link" onClick={() => props.onGoTo(start)}>
            Go to text
          </Button>
        </span>
      </div>
    </FormField>
  )
}

const isWithin = (place: number, { start, end }: { start: number; end: number }) => start <= place && place <= end
