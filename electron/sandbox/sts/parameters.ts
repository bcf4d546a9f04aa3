/** Parameters of STS actions, with AWS's limits. STS tells all that is out of bounds in one ValidationError. */
import { ServiceError } from '../service-error.ts'

export type Parameters = ReadonlyMap<string, string>

export interface TextRule {
  readonly min: number
  readonly max: number
  readonly pattern?: RegExp
}

export class ParameterReader {
  readonly #parameters: Parameters
  readonly #problems: string[] = []

  constructor(parameters: Parameters) {
    this.#parameters = parameters
  }

  text(name: string, rule: TextRule): string {
    const value = this.#parameters.get(name)
    if (value === undefined || value === '') {
      this.#problems.push(`Value null at '${camel(name)}' failed to satisfy constraint: Member must not be null`)
      return ''
    }
    this.#check(name, value, rule)
    return value
  }

  optionalText(name: string, rule: TextRule): string | undefined {
    const value = this.#parameters.get(name)
    if (value !== undefined) this.#check(name, value, rule)
    return value
  }

  seconds(name: string, { min, max, usual }: { min: number; max: number; usual: number }): number {
    const text = this.#parameters.get(name)
    if (text === undefined) return usual
    const value = Number(text)
    if (!Number.isInteger(value)) throw new ServiceError('MalformedInput', `Not a number: ${text.slice(0, 64)}`)
    const rule = value < min ? `greater than or equal to ${min}` : value > max ? `less than or equal to ${max}` : ''
    if (rule) this.#refuse(name, String(value), `Member must have value ${rule}`)
    return value
  }

  /** Throws the one error that names every problem. Called before anything is done with the values. */
  finish(): void {
    if (this.#problems.length === 0) return
    const count = this.#problems.length === 1 ? '1 validation error' : `${this.#problems.length} validation errors`
    throw new ServiceError('ValidationError', `${count} detected: ${this.#problems.join('; ')}`)
  }

  #check(name: string, value: string, { min, max, pattern }: TextRule): void {
    if (value.length < min) this.#refuse(name, value, `Member must have length greater than or equal to ${min}`)
    if (value.length > max) this.#refuse(name, value, `Member must have length less than or equal to ${max}`)
    if (pattern && !pattern.test(value))
      this.#refuse(name, value, `Member must satisfy regular expression pattern: ${pattern.source}`)
  }

  #refuse(name: string, value: string, rule: string): void {
    // What is long is no name that anyone would look for in a message, and could be a token.
    const shown = value.length > 256 ? '' : `Value '${value}' at '${camel(name)}' failed to satisfy constraint: `
    this.#problems.push(shown === '' ? `Value at '${camel(name)}' failed to satisfy constraint: ${rule}` : shown + rule)
  }
}

function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
