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

/** Names that are typed here. They count before the loaded ones, or take one out. */
export function TypedNames({ typed, onChange }: TypedNamesProps) {
  const [added, setAdded] = useState<number>()
  const { list, removing } = useRemovalFocus<HTMLElement>()
  const put = (index: number, patch: Partial<TypedName>) =>
    onChange(typed.map((each, at) => (at === index ? { ...each, ...patch } : each)))
  return (
    <section ref={list} tabIndex={-1} aria-label="Typed names" className={styles.typed}>
      {typed.map((row, index) => (
        <TypedRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a name is being typed, so it cannot tell rows apart
          key={index}
          row={row}
          isNew={index === added}
          isRepeated={row.name !== '' && typed.slice(index + 1).some(({ name }) => name === row.name)}
          onPut={(patch) => put(index, patch)}
          onRemove={() => {
            removing(index)
            onChange(typed.filter((_, at) => at !== index))
          }}
        />
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

interface TypedRowProps {
  row: TypedName
  isNew: boolean
  /** Whether a later row has the same name, and wins. */
  isRepeated: boolean
  onPut(patch: Partial<TypedName>): void
  onRemove(): void
}

function TypedRow({ row, isNew, isRepeated, onPut, onRemove }: TypedRowProps) {
  const { name, value, isOut = false } = row
  return (
    <div data-row className={styles.typedRow}>
      <FormField
        label="Name"
        errorText={isRepeated ? 'The name stands in a later row again, which counts.' : nameFault(name)}
      >
        <Input
          value={name}
          spellcheck={false}
          autoFocus={isNew}
          onChange={({ detail }) => onPut(namedBy(detail.value, row))}
        />
      </FormField>
      <FormField
        label="Value"
        {...(!isOut && looksSecret(name, value)
          ? {
              warningText: 'This looks like a secret. Paste it with the buttons above: then it never is in the page.',
            }
          : {})}
      >
        <Input
          value={isOut ? '' : value}
          spellcheck={false}
          disabled={isOut}
          placeholder={isOut ? 'taken out' : ''}
          onChange={({ detail }) => onPut({ value: detail.value })}
        />
      </FormField>
      <div className={styles.rowActs}>
        <Button variant="inline-link" onClick={() => onPut({ isOut: !isOut })}>
          {isOut ? 'Set a value' : 'Take the name out'}
        </Button>
        <Button
          variant="inline-icon"
          iconName="remove"
          ariaLabel={`Remove the row of ${name || 'a name'}`}
          onClick={onRemove}
        />
      </div>
    </div>
  )
}

/** A whole line NAME=value that is pasted for a name is parted. Letter by letter an equals sign is a fault of the name. */
function namedBy(text: string, { name, value }: TypedName): Partial<TypedName> {
  const at = text.indexOf('=')
  const isPasted = text.length > name.length + 1
  if (at < 0 || value !== '' || !isPasted) return { name: text.trim() }
  return {
    name: text
      .slice(0, at)
      .replace(/^\s*export\s/, '')
      .trim(),
    value: text.slice(at + 1),
  }
}
