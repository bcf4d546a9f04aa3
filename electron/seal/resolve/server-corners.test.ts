/** Corners of the servers' own code for seals, each with the place in their source that says so. */
import { describe, expect, it } from 'vitest'
import { activeSeal, ask, bao25, bao27, stanza, vault14, vault18, vault21 } from './testing/asked.ts'

const seal = (label: string, ...lines: string[]) => stanza(...lines).replace('"awskms"', `"${label}"`)
const disabled = 'disabled = true'

describe('two seals that are both disabled', () => {
  const config = stanza(disabled) + seal('transit', disabled)

  // vault command/server/config_util.go `checkSealConfig`; before 1.15 and in OpenBao command/server/config.go `CheckConfig`.
  it('stop every server', () => {
    for (const engine of [vault18, vault21]) {
      expect(ask(engine, config).error).toBe(
        'error loading configuration from config.hcl: seals: seals provided but all are disabled',
      )
    }
    for (const engine of [vault14, bao25]) {
      expect(ask(engine, config).error).toBe(
        'error loading configuration from config.hcl: seals: two seals provided but both are disabled',
      )
    }
  })
})

describe('a disabled Shamir seal', () => {
  // vault command/server.go `setSeal`.
  it('stops Vault from 1.15 on, in no other words', () => {
    const config = `${stanza('region = "eu-west-1"', 'access_key = "AK"', 'secret_key = "x"')}seal "shamir" { disabled = true }\n`
    for (const engine of [vault18, vault21]) {
      expect(ask(engine, config).error).toBe('shamir seals cannot be set disabled (they should simply not be set)')
    }
    expect(ask(vault14, config).error).toBeUndefined()
  })
})

describe('the type that the environment forces on a seal', () => {
  // vault command/server.go `setSeal`.
  it('has a name of its own for a priority behind the first', () => {
    const config = stanza('region = "eu-west-1"', 'priority = 2', 'name = "second"')
    const typeWith = (name: string) => activeSeal(vault21, config, { environment: { [name]: 'shamir' } }).type
    expect(typeWith('VAULT_SEAL_TYPE')).toBe('awskms')
    expect(typeWith('VAULT_SEAL_TYPE_second')).toBe('shamir')
  })
})

describe('a block that cannot be decoded', () => {
  const error = (config: string) => ask(bao25, config).error
  const start = 'error loading configuration from config.hcl: '

  // hashicorp/hcl decoder.go `decodeMap` and token.go `Value`.
  it.each([
    ['seal = "x"\n', "error parsing 'seal': seal.seal: At 1:8: root: not an object type for map (*ast.LiteralType)"],
    ['# é\nseal = [1]\n', "error parsing 'seal': seal.seal: At 2:8: root: not an object type for map (*ast.ListType)"],
    [
      'seal "awskms" { a = [08] }\n',
      `error parsing 'seal': seal.awskms: strconv.ParseInt: parsing "08": invalid syntax`,
    ],
    [
      'seal "awskms" {\n  disabled = "x"\n  a = 99999999999999999999\n}\n',
      `error parsing 'seal': seal.awskms: strconv.ParseInt: parsing "99999999999999999999": value out of range`,
    ],
    [
      'kms "awskms" { a = 1e400 }\n',
      `error parsing 'kms': kms.awskms: strconv.ParseFloat: parsing "1e400": value out of range`,
    ],
  ])('is refused before its keys are looked at: %s', (config, printed) => {
    expect(error(config)).toBe(start + printed)
  })

  it('has no place in JSON', () => {
    expect(error('{"seal":"x"}')).toMatch(/seal\.seal: At -: root: not an object type for map \(\*ast\.LiteralType\)$/)
  })
})

describe('the health check of OpenBao 2.7', () => {
  const error = (line: string) => ask(bao27, stanza(line)).error
  const start = "error loading configuration from config.hcl: error parsing 'seal': seal.awskms "

  // openbao internalshared/configutil/kms.go; go-secure-stdlib parseutil `ParseDurationSecond`; Go's time.ParseDuration.
  it.each([
    ['health_check_interval = "x"', 'time: invalid duration "x"'],
    ['health_check_interval = "1M"', 'time: unknown unit "M" in duration "1M"'],
    ['health_check_timeout = "1.5"', 'time: missing unit in duration "1.5"'],
    ['health_check_timeout = "1.5d"', 'strconv.ParseInt: parsing "1.5": invalid syntax'],
    ['health_check_timeout = true', 'could not parse duration from input'],
    ['health_check_interval_unhealthy = ""', 'health_check_interval_unhealthy cannot be less or equal to zero'],
    ['health_check_interval = 0.5', 'health_check_interval cannot be less or equal to zero'],
    ['health_check_enabled = "yes"', `cannot parse '' as bool: strconv.ParseBool: parsing "yes": invalid syntax`],
  ])('refuses %s', (line, printed) => {
    expect(error(line)).toBe(start + printed)
  })

  it.each(['"1m30s"', '"1d"', '"+5"', '".5s"', '"1ns"', '1.5', '90'])('takes an interval of %s', (value) => {
    expect(error(`health_check_interval = ${value}`)).not.toContain(start)
  })
})
