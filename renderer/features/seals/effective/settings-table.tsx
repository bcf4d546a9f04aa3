import { useRef, useState } from 'react'
import {
  differingSettings,
  type EffectiveSeal,
  type EffectiveSetting,
  type SettingName,
  settingNames,
} from '../../../../shared/domain/effective-configuration.ts'
import { type Engine, engineText } from '../../../../shared/domain/engine.ts'
import styles from './effective.module.css'
import { SettingLadder } from './setting-ladder.tsx'
import { SettingValue } from './setting-value.tsx'

interface SettingsTableProps {
  engine: Engine
  /** Absent, as the other's, where the server refuses the configuration before it reads a seal. */
  seal: EffectiveSeal | undefined
  other: { engine: Engine; seal: EffectiveSeal | undefined } | undefined
  onlyDifferences: boolean
}

/** Every setting with its value and origin, of one server or of two side by side. A row opens to the ladder of candidates. */
export function SettingsTable({ engine, seal, other, onlyDifferences }: SettingsTableProps) {
  const [open, setOpen] = useState<ReadonlySet<SettingName>>(new Set())
  const table = useRef<HTMLTableElement>(null)
  const otherSeal = other?.seal
  const differing = isRead(seal) && isRead(otherSeal) ? differingSettings(seal, otherSeal) : undefined
  const shown = settingNames.filter(
    (name) =>
      (settingOf(seal, name) || settingOf(otherSeal, name)) &&
      (!differing || !onlyDifferences || differing.includes(name)),
  )
  const toggle = (name: SettingName) =>
    setOpen((former) => new Set(former.has(name) ? [...former].filter((each) => each !== name) : [...former, name]))
  const columns = other ? 3 : 2
  return (
    <table
      ref={table}
      className={styles.table}
      onKeyDown={(event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
        if (step === undefined || !(event.target instanceof HTMLButtonElement)) return
        const rows = [...(table.current?.querySelectorAll<HTMLButtonElement>('button[aria-expanded]') ?? [])]
        const at = rows.indexOf(event.target)
        if (at < 0) return
        event.preventDefault()
        rows[at + step]?.focus()
      }}
    >
      <caption>{captionOf(other !== undefined, differing?.length)}</caption>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">{other ? engineText(engine) : 'Value and origin'}</th>
          {other && <th scope="col">{engineText(other.engine)}</th>}
        </tr>
      </thead>
      <tbody>
        {shown.map((name) => (
          <Rows
            key={name}
            name={name}
            own={settingOf(seal, name)}
            other={settingOf(otherSeal, name)}
            isCompared={other !== undefined}
            differs={differing?.includes(name) ?? false}
            isOpen={open.has(name)}
            onToggle={() => toggle(name)}
          />
        ))}
        {shown.length === 0 && (
          <tr>
            <td colSpan={columns} className={styles.quiet}>
              Both servers use the same values, each from the same place.
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

/** Whether the server comes so far as to read the settings of a seal. */
export const isRead = (seal: EffectiveSeal | undefined): seal is EffectiveSeal =>
  seal !== undefined && seal.settings.length > 0

/** `count` is absent where one of two servers reads nothing that could differ. */
function captionOf(isCompared: boolean, count: number | undefined): string {
  if (!isCompared) return 'Settings'
  return count === undefined
    ? 'Settings: one of the servers stops before it reads any'
    : `Settings: ${countText(count)}`
}

const countText = (count: number) => (count === 1 ? '1 differs' : `${count} differ`)

function settingOf(seal: EffectiveSeal | undefined, name: SettingName): EffectiveSetting | undefined {
  return seal?.settings.find((each) => each.name === name)
}

interface RowsProps {
  name: SettingName
  own: EffectiveSetting | undefined
  other: EffectiveSetting | undefined
  isCompared: boolean
  differs: boolean
  isOpen: boolean
  onToggle(): void
}

function Rows({ name, own, other, isCompared, differs, isOpen, onToggle }: RowsProps) {
  return (
    <>
      <tr data-differs={differs || undefined}>
        <th scope="row">
          <button type="button" className={styles.opener} aria-expanded={isOpen} onClick={onToggle}>
            <span aria-hidden="true" className={styles.arrow} />
            <code>{name}</code>
            {differs && <span className={styles.differs}>differs</span>}
          </button>
        </th>
        <td>{own ? <SettingValue setting={own} /> : <NotRead />}</td>
        {isCompared && <td>{other ? <SettingValue setting={other} /> : <NotRead />}</td>}
      </tr>
      {isOpen && (
        <tr className={styles.opened}>
          <td />
          <td>{own && <SettingLadder setting={own} />}</td>
          {isCompared && <td>{other && <SettingLadder setting={other} />}</td>}
        </tr>
      )}
    </>
  )
}

const NotRead = () => <span className={styles.quiet}>not read</span>
