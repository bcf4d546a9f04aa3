/**
 * Parts that nothing on the first screen asks for: each is read from disk with the first call to it, so that a start pays
 * for none.
 */
import type { AwsWorld } from '../aws/world.ts'
import type { Bench } from '../seal/bench.ts'
import type { Identities, KmsAccess } from '../seal/ports.ts'

export interface Aws {
  kms: KmsAccess
  identities: Identities
  close(): Promise<void>
}

/** The adapters to AWS. */
export function lazyAws(world: AwsWorld): Aws {
  let loading: ReturnType<typeof loadAws> | undefined
  const aws = () => {
    loading ??= loadAws(world)
    return loading
  }
  return {
    kms: { open: async (...given) => (await aws()).kms.open(...given) },
    identities: {
      list: async (...given) => (await aws()).identities.list(...given),
      use: async (...given) => (await aws()).identities.use(...given),
      current: async () => (await aws()).identities.current(),
      routes: async (...given) => (await aws()).identities.routes(...given),
    },
    close: async () => (await loading)?.kms.close(),
  }
}

async function loadAws(world: AwsWorld) {
  const [{ createKmsAccess }, { createIdentities }] = await Promise.all([
    import('../aws/kms-access.ts'),
    import('../aws/identities.ts'),
  ])
  const kms = createKmsAccess(world)
  return { kms, identities: createIdentities(world, kms) }
}

/** The test bench. */
export function lazyBench(): Bench {
  let loading: Promise<Bench> | undefined
  const bench = () => {
    loading ??= import('../seal/bench.ts').then(({ createBench }) => createBench())
    return loading
  }
  return {
    encrypt: async (...given) => (await bench()).encrypt(...given),
    decrypt: async (...given) => (await bench()).decrypt(...given),
  }
}
