import Autosuggest from '@cloudscape-design/components/autosuggest'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import { useState } from 'react'
import { type Engine, engineSchema, productName, productSchema } from '../../../shared/domain/engine.ts'
import { selectableVersions } from '../../../shared/domain/releases.ts'
import styles from './engine-fields.module.css'
import { confidenceText, needsPlugin, takesPlugin } from './server-rules.ts'

/** Product and version of the server, and the plugin's version where a plugin decides the rules. */
export function EngineFields({ engine, onChange }: { engine: Engine; onChange(engine: Engine): void }) {
  const { product, version, plugin } = engine
  return (
    <div className={styles.engine}>
      <div className={styles.product}>
        <FormField label="Product">
          <SegmentedControl
            label="Product"
            selectedId={product}
            options={productSchema.options.map((id) => ({ id, text: productName(id) }))}
            onChange={({ detail }) => {
              const next = productSchema.parse(detail.selectedId)
              const newest = selectableVersions(next).find((each) => each.release.confidence === 'run')
              if (next !== product) onChange({ product: next, version: newest?.version ?? version })
            }}
          />
        </FormField>
      </div>
      <VersionField
        key={product}
        label="Version"
        version={version}
        facts={confidenceText(engine)}
        options={selectableVersions(product).map((each) => ({
          value: each.version,
          ...(each.assumed ? { description: 'Rules assumed' } : {}),
        }))}
        onChange={(next) => onChange({ product, version: next, ...(plugin ? { plugin } : {}) })}
      />
      {takesPlugin(engine) && (
        <PluginVersionField
          plugin={plugin ?? ''}
          required={needsPlugin({ product, version })}
          onChange={(next) => onChange({ product, version, ...(next ? { plugin: next } : {}) })}
        />
      )}
    </div>
  )
}

const isVersion = (text: string) => engineSchema.shape.version.safeParse(text).success

/** A version from the list, or any other MAJOR.MINOR.PATCH. What is not yet one stays in the field and changes nothing. */
function VersionField(props: {
  label: string
  version: string
  facts: string
  options: { value: string; description?: string }[]
  onChange(version: string): void
}) {
  const [unfinished, setUnfinished] = useState<string>()
  const text = unfinished ?? props.version
  const change = (next: string) => {
    setUnfinished(isVersion(next) ? undefined : next)
    if (isVersion(next)) props.onChange(next)
  }
  return (
    <FormField
      label={props.label}
      constraintText={props.facts}
      errorText={isVersion(text) ? undefined : `A version reads like ${props.version}.`}
    >
      <Autosuggest
        value={text}
        options={props.options}
        filteringType={text === props.version ? 'manual' : 'auto'}
        enteredTextLabel={(entered) => `Use ${entered}`}
        hideEnteredTextOption={!isVersion(text)}
        ariaLabel={props.label}
        clearAriaLabel={`Clear ${props.label.toLowerCase()}`}
        onChange={({ detail }) => change(detail.value)}
        onSelect={({ detail }) => change(detail.value)}
      />
    </FormField>
  )
}

function PluginVersionField(props: { plugin: string; required: boolean; onChange(plugin: string): void }) {
  const [unfinished, setUnfinished] = useState<string>()
  const text = unfinished ?? props.plugin
  const absent = props.required ? 'Left empty: a plugin with wrapper 2.5.0.' : 'Left empty: the seal that is built in.'
  return (
    <FormField
      label="Plugin’s wrapper version"
      constraintText={absent}
      errorText={text === '' || isVersion(text) ? undefined : 'A version reads like 2.5.0.'}
    >
      <Input
        value={text}
        spellcheck={false}
        onChange={({ detail: { value } }) => {
          const finished = value === '' || isVersion(value)
          setUnfinished(finished ? undefined : value)
          if (finished) props.onChange(value)
        }}
      />
    </FormField>
  )
}
