import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { useRemovalFocus } from '../../../ui/removal-focus.ts'
import styles from './effective.module.css'
import { looksSecret, nameFault, type TypedName } from './surroundings.ts'

interface TypedNamesProps {
  typed: readonly TypedName[]
  onChange(typed: TypedName[]): void
}

/** Names that are typed here. They count before the loaded ones; one without a value takes a name out. */
export function TypedNames({ typed, onChange }: TypedNamesProps) {
  const [added, setAdded] = useState<number>()
  const { list, removing } = useRemovalFocus<HTMLElement>()
  const put = (index: number, patch: Partial<TypedName>) =>
    onChange(typed.map((each, at) => (at === index ? { ...each, ...patch } : each)))
  return (
    <section ref={list} tabIndex={-1} aria-label="Typed names" className={styles.typed}>
      {typed.map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name is being typed, so it cannot tell rows apart
        <div key={index} data-row className={styles.typedRow}>
          <FormField label="Name" errorText={nameFault(name)}>
            <Input
              value={name}
              spellcheck={false}
              autoFocus={index === added}
              onChange={({ detail }) => put(index, { name: detail.value.trim() })}
            />
          </FormField>
          <FormField
            label="Value"
            {...(looksSecret(name, value ?? '')
              ? {
                  warningText:
                    'This looks like a secret. Paste it with the buttons above: then it never is in the page.',
                }
              : {})}
          >
            <Input
              value={value ?? ''}
              spellcheck={false}
              disabled={value === null}
              placeholder={value === null ? 'taken out' : ''}
              onChange={({ detail }) => put(index, { value: detail.value })}
            />
          </FormField>
          <div className={styles.rowActs}>
            <Button variant="inline-link" onClick={() => put(index, { value: value === null ? '' : null })}>
              {value === null ? 'Set a value' : 'Take the name out'}
            </Button>
            <Button
              variant="inline-icon"
              iconName="remove"
              ariaLabel={`Remove the row of ${name || 'a name'}`}
              onClick={() => {
                removing(index)
                onChange(typed.filter((_, at) => at !== index))
              }}
            />
          </div>
        </div>
      ))}
      <div>
        <Button
          iconName="add-plus"
          onClick={() => {
            setAdded(typed.length)
            onChange([...typed, { name: '', value: '' }])
          }}
        >
          Add a name
        </Button>
      </div>
    </section>
  )
}
