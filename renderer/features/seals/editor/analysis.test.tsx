import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { DiagnosedError } from '../../../../shared/diagnosis.ts'
import type { Engine } from '../../../../shared/domain/engine.ts'
import { ClientProvider } from '../../../client/client-provider.tsx'
import { createFakeClient } from '../../../client/fake-client.ts'
import { useAnalysis } from './analysis.ts'

const vault: Engine = { product: 'vault', version: '1.21.4' }
const openbao: Engine = { product: 'openbao', version: '2.6.2' }

/** A main process that answers `config.lint` when the test says so. */
function openAnalysis() {
  const held: { text: string; engine: Engine; answer(): void; refuse(): void }[] = []
  const client = createFakeClient({
    'config.parse': () => ({ format: 'hcl', seals: [], problems: [] }),
    'config.lint': ({ text, engine }) =>
      new Promise((resolve, reject) =>
        held.push({
          text,
          engine,
          answer: () => resolve({ problems: [] }),
          refuse: () => reject(new DiagnosedError('bad-request', { procedure: 'config.lint' })),
        }),
      ),
  })
  const wrapper = ({ children }: { children: ReactNode }) => <ClientProvider client={client}>{children}</ClientProvider>
  const hook = renderHook(({ text, engine }) => useAnalysis('f', text, engine), {
    wrapper,
    initialProps: { text: 'a', engine: vault },
  })
  const asked = (count: number) => waitFor(() => expect(held).toHaveLength(count))
  return { held, asked, ...hook }
}

it('asks one question at a time, and next about the text as it is by then', async () => {
  const { held, asked, rerender, result } = openAnalysis()
  await asked(1)
  rerender({ text: 'ab', engine: vault })
  rerender({ text: 'abc', engine: vault })
  expect(held).toHaveLength(1)
  act(() => held[0]?.answer())
  await waitFor(() => expect(result.current.analysis?.text).toBe('a'))
  await asked(2)
  expect(held[1]?.text).toBe('abc')
  act(() => held[1]?.answer())
  await waitFor(() => expect(result.current.analysis?.text).toBe('abc'))
})

it('never shows for one server what was found for another', async () => {
  const { held, asked, rerender, result } = openAnalysis()
  await asked(1)
  rerender({ text: 'a', engine: openbao })
  act(() => held[0]?.answer())
  await asked(2)
  expect(held[1]?.engine).toEqual(openbao)
  expect(result.current.analysis).toBeUndefined()
  act(() => held[1]?.answer())
  await waitFor(() => expect(result.current.analysis?.text).toBe('a'))
})

it('says why there is no answer, and asks again on demand', async () => {
  const { held, asked, result } = openAnalysis()
  await asked(1)
  act(() => held[0]?.refuse())
  await waitFor(() => expect(result.current.failure?.code).toBe('bad-request'))
  act(() => result.current.retry())
  await asked(2)
  act(() => held[1]?.answer())
  await waitFor(() => expect(result.current.failure).toBeUndefined())
  expect(result.current.analysis?.text).toBe('a')
})
