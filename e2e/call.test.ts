/** The door without a window: exit codes, streams, many calls, one data folder for several processes. */
import { expect, it } from 'vitest'
import { contract } from '../shared/contract/index.ts'
import { lines, run, withPlace } from './fixtures/call.ts'

const sandboxed = { connection: { kind: 'sandbox' }, kmsKeyId: 'alias/vault-unseal' } as const

it('lists every procedure with its kind', () =>
  withPlace(async (place) => {
    const { code, stdout } = await run(place, ['--list'])
    expect(code).toBe(0)
    const expected = Object.entries(contract).map(([name, { kind }]) => `${name} ${kind}`)
    expect(stdout.trim().split('\n').sort()).toEqual(expected.sort())
  }))

it('prints one envelope on standard output and progress on standard error', () =>
  withPlace(async (place) => {
    const { code, stdout, stderr } = await run(place, ['seal.check'], JSON.stringify(sandboxed))
    expect(code).toBe(0)
    expect(stdout.endsWith('\n')).toBe(true)
    expect(stdout.trim().split('\n')).toHaveLength(1)
    const { value } = JSON.parse(stdout)
    expect(value.verdict).toBe('pass')
    const reports = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).step)
    expect(reports).toEqual(value.steps.map(({ step }: { step: string }) => step))
  }))

it('takes no input for an empty one', () =>
  withPlace(async (place) => {
    const { code, stdout } = await run(place, ['seals.list'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ ok: true, value: { seals: [], keptAside: [] } })
  }))

it.each<[string, string[], string, number]>([
  ['a diagnosis', ['keys.describe'], JSON.stringify({ connection: { kind: 'sandbox' }, key: 'alias/nothing' }), 1],
  ['a wrong input', ['seals.list'], '{"surplus":1}', 2],
  ['an input that is no JSON', ['seals.list'], '{', 2],
  ['an unknown procedure', ['nothing.here'], '', 2],
  ['an inherited name', ['constructor'], '', 2],
])('ends with its code for %s', (_, args, input, expected) =>
  withPlace(async (place) => {
    const { code, stdout } = await run(place, args, input)
    expect(code).toBe(expected)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false })
  }),
)

it.each([[[]], [['a', 'b']], [['--lines', 'seals.list']], [['--unknown']], [['seals.list', '--data', '']]])(
  'explains itself for the arguments %j',
  (args) =>
    withPlace(async (place) => {
      const { code, stdout, stderr } = await run(place, args)
      expect(code).toBe(2)
      expect(stdout).toBe('')
      expect(stderr).toContain('Usage: npm run -s call')
    }),
)

it('serves many calls of one process and keeps them apart', () =>
  withPlace(async (place) => {
    const door = lines(place)
    const replies = await Promise.all([
      door.ask('seal.check', sandboxed),
      door.ask('seal.check', { ...sandboxed, kmsKeyId: 'alias/disabled' }),
      ...Array.from({ length: 500 }, () => door.ask('seals.list', {})),
    ])
    expect(replies[0]).toMatchObject({ ok: true, value: { verdict: 'pass' } })
    expect(replies[1]).toMatchObject({ ok: true, value: { verdict: 'fail' } })
    expect(replies.every(({ ok }) => ok)).toBe(true)
    expect(await door.end()).toMatchObject({ code: 0 })
  }))

it('shares one sandbox and one set of seals between processes', () =>
  withPlace(async (place) => {
    const [one, other] = [lines(place), lines(place)]
    const seal = {
      engine: { product: 'openbao', version: '2.6.2' },
      connection: { kind: 'sandbox' },
      parameters: { kms_key_id: 'alias/vault-unseal' },
    } as const
    const saves = Array.from({ length: 20 }, (_, i) =>
      (i % 2 ? one : other).ask('seals.save', { name: `seal ${i}`, ...seal }),
    )
    await Promise.all(saves)
    expect(await one.ask('seals.list', {})).toMatchObject({ ok: true, value: { seals: { length: 20 } } })
    const [here, there] = await Promise.all([one, other].map((door) => door.ask('seal.check', sandboxed)))
    expect(here).toMatchObject({ ok: true, value: { verdict: 'pass' } })
    expect(there).toMatchObject({ ok: true, value: { verdict: 'pass' } })
    await Promise.all([one.end(), other.end()])
  }))

it('opens with one process what another one encrypted, without showing it', () =>
  withPlace(async (place) => {
    const one = lines(place)
    const made = await one.ask('bench.encrypt', { ...sandboxed, plaintext: 'grüße' })
    if (!made.ok) throw new Error(made.diagnosis.code)
    const { blob } = made.value
    expect(await one.ask('bench.decrypt', { connection: sandboxed.connection, blob })).toMatchObject({
      ok: true,
      value: { plaintext: 'grüße' },
    })
    await one.end()
    const other = lines(place)
    const read = await other.ask('bench.decrypt', { connection: sandboxed.connection, blob })
    expect(read).toMatchObject({ ok: true, value: { outcome: 'opened', plaintextLength: 7 } })
    expect(JSON.stringify(read)).not.toContain('grüße')
    await other.end()
  }))
