import { describe, expect, it } from 'vitest'
import { type SandboxFaultRequest, sandboxFaultRequestSchema } from '../../../shared/domain/sandbox-kms.ts'
import { draftFaults, faultOf, newFault } from './fault-draft.ts'
import { faultKinds, faultText } from './fault-words.ts'

describe('the form of a fault', () => {
  it.each(Object.keys(faultKinds) as (keyof typeof faultKinds)[])(
    'makes a fault that the sandbox takes: %s',
    (kind) => {
      const draft = { ...newFault, kind, operations: ['Encrypt'], principal: 'owner', times: '3' }
      expect(draftFaults(draft)).toEqual({})
      const fault = faultOf(draft)
      expect(sandboxFaultRequestSchema.parse(fault)).toEqual(fault)
      expect(fault).toMatchObject({ effect: { kind }, operations: ['Encrypt'], principal: 'owner', times: 3 })
    },
  )

  it('leaves out what is empty: all operations, everyone, every call', () => {
    expect(faultOf(newFault)).toEqual({ effect: { kind: 'throttle' } })
  })

  it.each(['0', '-1', '1.5', '1e3', 'many', '1000001'])('does not take %s as a number of calls', (times) => {
    expect(draftFaults({ ...newFault, times })).toHaveProperty('times')
  })

  it.each(['', '0', '60001', 'soon'])('does not take “%s” as a delay', (milliseconds) => {
    expect(draftFaults({ ...newFault, kind: 'latency', milliseconds })).toHaveProperty('milliseconds')
    expect(draftFaults({ ...newFault, kind: 'throttle', milliseconds })).toEqual({})
  })
})

describe('the words of a fault', () => {
  const named: [SandboxFaultRequest, string][] = [
    [{ effect: { kind: 'throttle' } }, 'Throttling: all operations, everyone'],
    [{ effect: { kind: 'server-error' } }, 'Service failure, HTTP 500: all operations, everyone'],
    [
      { effect: { kind: 'latency', milliseconds: 2000 }, operations: ['Encrypt', 'Decrypt'], principal: 'seal-server' },
      'Late answer, by 2,000 ms: Encrypt, Decrypt, seal-server',
    ],
    [{ effect: { kind: 'reset', moment: 'after' } }, 'Broken connection, after the call: all operations, everyone'],
  ]

  it.each(named)('name it: %o', (fault, text) => {
    expect(faultText(fault)).toBe(text)
  })
})
