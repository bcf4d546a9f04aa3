import Autosuggest from '@cloudscape-design/components/autosuggest'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import { type Engine, engineSchema, productName, productSchema } from '../../../shared/domain/engine.ts'
import { selectableVersions } from '../../../shared/domain/releases.ts'
import styles from './engine-fields.module.css'
import { confidenceText, needsPlugin, takesPlugin, usualServer } from './server-rules.ts'
import type { UnfinishedEngine } from './unfinished-engine.ts'

interface EngineFieldsProps {
  engine: Engine
  /** What is typed and is no version yet. It belongs to the form, which cannot be left or saved with it. */
  unfinished: UnfinishedEngine
  onChange(engine: Engine, unfinished: UnfinishedEngine): void
}

/** Product and version of the server, and the plugin's version where a plugin decides the rules. */
export function EngineFields({ engine, unfinished, onChange }: EngineFieldsProps) {
  const { product, version, plugin } = engine
  const { version: typedVersion, plugin: typedPlugin } = unfinished
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
              if (next !== product) onChange(usualServer(next), {})
            }}
          />
        </FormField>
      </div>
      <VersionField
        label="Version"
        version={version}
        text={typedVersion ?? version}
        facts={confidenceText(engine)}
        options={selectableVersions(product).map((each) => ({
          value: each.version,
          ...(each.assumed ? { description: 'Rules assumed' } : {}),
        }))}
        onChange={(text) => {
          const kept = typedPlugin === undefined ? {} : { plugin: typedPlugin }
          if (isVersion(text)) onChange({ ...engine, version: text }, kept)
          else onChange(engine, { ...kept, version: text })
        }}
      />
      {takesPlugin(engine) && (
        <PluginVersionField
          text={typedPlugin ?? plugin ?? ''}
          required={needsPlugin({ product, version })}
          onChange={(text) => {
            const kept = typedVersion === undefined ? {} : { version: typedVersion }
            if (text === '') onChange({ product, version }, kept)
            else if (isVersion(text)) onChange({ product, version, plugin: text }, kept)
            else onChange(engine, { ...kept, plugin: text })
          }}
        />
      )}
    </div>
  )
}

const isVersion = (text: string) => engineSchema.shape.version.safeParse(text).success

/** A version from the list, or any other MAJOR.MINOR.PATCH. */
function VersionField(props: {
  label: string
  version: string
  text: string
  facts: string
  options: { value: string; description?: string }[]
  onChange(text: string): void
}) {
  const { text } = props
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
        onChange={({ detail }) => props.onChange(detail.value)}
        onSelect={({ detail }) => props.onChange(detail.value)}
      />
    </FormField>
  )
}

function PluginVersionField(props: { text: string; required: boolean; onChange(text: string): void }) {
  const { text } = props
  const absent = props.required ? 'Left empty: a plugin with wrapper 2.5.0.' : 'Left empty: the seal that is built in.'
  return (
    <FormField
      label="Plugin’s wrapper version"
      constraintText={absent}
      errorText={text === '' || isVersion(text) ? undefined : 'A version reads like 2.5.0.'}
    >
      <Input value={text} spellcheck={false} onChange={({ detail }) => props.onChange(detail.value)} />
    </FormField>
  )
}
