/** May requests of a principal go to these origins? */
export interface HostQuestion {
  /** Equal texts stand for the same credentials. */
  principal: string
  /** The ARN of its role or its access key id, as the configuration has it. */
  name: string
  origins: readonly string[]
}
