/** What a rule of the findings sees, and how it says what it found. */
import type {
  EffectiveFinding,
  EffectiveFindingCode,
  EffectiveSetting,
  SettingName,
} from '../../../../shared/domain/effective-configuration.ts'
import type { Facts } from '../../../../shared/domain/problem.ts'
import type { AwskmsSeal } from '../awskms.ts'
import type { ResolvedSeal, ResolvedServer } from '../resolve.ts'
import { stanzaText } from '../server.ts'
import type { Environment, Surroundings } from '../surroundings.ts'

/** A rule about a whole server. */
export type ServerRule = (server: ResolvedServer) => EffectiveFinding[]

/** A rule about one awskms seal. */
export type SealRule = (subject: Subject) => EffectiveFinding[]

interface Place {
  key?: string | undefined
  line?: number | undefined
  suggestion?: string | undefined
  evidence?: Facts
}

function found(
  severity: EffectiveFinding['severity'],
  code: EffectiveFindingCode,
  { key, line, suggestion, evidence = {} }: Place,
): EffectiveFinding {
  return {
    code,
    severity,
    ...(line === undefined ? {} : { line }),
    ...(key === undefined ? {} : { key }),
    ...(suggestion === undefined ? {} : { suggestion }),
    evidence,
  }
}

export const stops = (code: EffectiveFindingCode, place: Place = {}) => found('error', code, place)
export const warns = (code: EffectiveFindingCode, place: Place = {}) => found('warning', code, place)
export const tells = (code: EffectiveFindingCode, place: Place = {}) => found('info', code, place)

/** An awskms seal with shortcuts to what rules ask for. */
export class Subject {
  readonly whole: ResolvedServer
  readonly resolved: ResolvedSeal
  readonly seal: AwskmsSeal
  readonly surroundings: Surroundings

  constructor(whole: ResolvedServer, resolved: ResolvedSeal, seal: AwskmsSeal) {
    this.whole = whole
    this.resolved = resolved
    this.seal = seal
    this.surroundings = seal.server.surroundings
  }

  get environment(): Environment {
    return this.surroundings.environment
  }

  get isOnSecondSdk(): boolean {
    return this.seal.server.release.generation === 'B'
  }

  get error(): string {
    return this.seal.error ?? ''
  }

  setting(name: SettingName): EffectiveSetting | undefined {
    return this.seal.settings.find((setting) => setting.name === name)
  }

  /** The text of a key after merge and references. */
  text(key: string): string {
    return stanzaText(this.seal.server, key)
  }

  /** The text of a key as the file has it. */
  written(key: string): string | undefined {
    return this.resolved.listed.values.get(key)?.text
  }

  /** Where a key is, or the block. */
  line(key?: string): number | undefined {
    return (key === undefined ? undefined : this.resolved.listed.values.get(key)?.line) ?? this.resolved.listed.line
  }
}
