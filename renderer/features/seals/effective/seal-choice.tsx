import SegmentedControl from '@cloudscape-design/components/segmented-control'
import type { EffectiveConfiguration, EffectiveSeal } from '../../../../shared/domain/effective-configuration.ts'

/** The seal that is shown: the one that was chosen, else the active one, else the first. */
export function shownSeal({ seals }: EffectiveConfiguration, chosen: number | undefined): EffectiveSeal | undefined {
  const picked = chosen === undefined ? undefined : seals[chosen]
  return picked ?? seals.find(({ active }) => active) ?? seals[0]
}

interface SealChoiceProps {
  seals: readonly EffectiveSeal[]
  chosen: EffectiveSeal | undefined
  onChoose(index: number): void
}

/** Which seal of the server is shown, where it has more than one. */
export function SealChoice({ seals, chosen, onChoose }: SealChoiceProps) {
  if (seals.length < 2) return null
  return (
    <SegmentedControl
      label="Seal"
      selectedId={chosen ? String(seals.indexOf(chosen)) : null}
      options={seals.map((seal, index) => ({ id: String(index), text: sealName(seal) }))}
      onChange={({ detail }) => onChoose(Number(detail.selectedId))}
    />
  )
}

function sealName({ type, line, active, disabled }: EffectiveSeal): string {
  const place = line === undefined ? '' : `, line ${line}`
  return `${type}${place}${active ? ' (active)' : disabled ? ' (disabled)' : ''}`
}
