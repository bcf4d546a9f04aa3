/**
 * The use case behind each procedure, one line each. Translates nothing: input comes parsed, and what is thrown is the
 * router's business. The core is read with the first call that needs it: the first screen needs none of it.
 */
import type { AnyConnection } from '../../shared/domain/connection.ts'
import type { CallOptions } from '../seal/ports.ts'
import type { Handlers } from './handler.ts'
import type { Services } from './services.ts'

const lists = () => import('../seal/list-keys.ts')
const descriptions = () => import('../seal/describe-key.ts')
const fitness = () => import('../seal/key-fitness.ts')
const checks = () => import('../seal/check-seal.ts')
const blobs = () => import('../seal/decode-blob.ts')
const verification = () => import('../seal/verify-blob.ts')
const configuration = () => import('./configuration.ts')
const exported = () => import('../seal/export/export-seal.ts')

export function createHandlers(services: Services): Handlers {
  const { kms, identities, seals, settings, bench, sandbox, desktop, configFiles, servers, clock } = services
  const open = ({ connection, region, endpoint }: Target, options: CallOptions) =>
    kms.open(connection, { ...(region && { region }), ...(endpoint && { endpoint }) }, options)

  return {
    'app.info': () => services.info(),
    'settings.read': () => settings.read(),
    'settings.write': (patch) => settings.write(patch),

    'sandbox.status': () => sandbox.status(),
    'sandbox.start': (input) => sandbox.start(input),
    'sandbox.stop': () => sandbox.stop(),
    'sandbox.reset': ({ seed }) => sandbox.reset(seed),
    'sandbox.copyEnvironment': async ({ principal }) => {
      await desktop.copy(await sandbox.environmentBlock(principal))
      return {}
    },
    'sandbox.requests': (input) => sandbox.requests(input),
    'sandbox.faults': async () => ({ faults: await sandbox.faults() }),
    'sandbox.addFault': async (fault) => ({ faults: await sandbox.addFault(fault) }),
    'sandbox.clearFaults': async ({ id }) => ({ faults: await sandbox.clearFaults(id) }),
    'sandbox.advance': ({ days }) => sandbox.advance(days),
    'sandbox.slowDown': async ({ milliseconds }) => {
      await sandbox.slowDown(milliseconds)
      return {}
    },

    'identity.list': (_, { signal }) => identities.list({ signal }),
    'identity.use': ({ connection, mfaCode }, { signal }) =>
      identities.use(connection, { signal, ...(mfaCode && { mfaCode }) }),
    'identity.routes': ({ connection }, { signal }) => identities.routes(connection, { signal }),
    'identity.current': async () => (await identities.current()) ?? null,

    'keys.list': async (input, { signal, progress }) =>
      (await lists()).listKeys(await open(input, { signal }), { signal, onProgress: (loaded) => progress({ loaded }) }),
    'keys.describe': async (input, { signal }) =>
      (await descriptions()).describeKey(await open(input, { signal }), input.key, { signal }),
    'keys.fitness': async (input, { signal }) =>
      (await fitness()).keyFitness((await (await open(input, { signal })).describeKey(input.key, { signal })).value),
    'keys.rotation': async (input, { signal }) =>
      (await descriptions()).keyRotation(await open(input, { signal }), input.key, { signal }),

    'seals.list': () => seals.list(),
    'seals.save': (input) => seals.save(input),
    'seals.remove': async ({ id }) => {
      await seals.remove(id)
      return {}
    },
    'seals.recordCheck': ({ id, check }) => seals.recordCheck(id, check),
    'seal.check': async (input, { signal, progress }) =>
      (await checks()).checkSeal(() => open(input, { signal }), input.kmsKeyId, { clock, signal, onStep: progress }),
    'seal.resolve': (input) => servers.resolve(input),
    'resolve.load': (input) => servers.load(input),
    'resolve.drop': (input) => servers.drop(input),
    'resolve.unload': async ({ handle }) => {
      await servers.unload(handle)
      return {}
    },
    'resolve.principal': (input) => servers.principal(input),

    'bench.encrypt': async (input, { signal }) =>
      bench.encrypt(await open(input, { signal }), input.kmsKeyId, input.plaintext, { signal }),
    'bench.decrypt': async (input, { signal }) => bench.decrypt(await open(input, { signal }), input.blob, { signal }),
    'blob.decode': async ({ bytes }) => (await blobs()).decodeStoredValue(bytes),
    'blob.verify': async (input, { signal }) =>
      (await verification()).verifyStoredValue(await open(input, { signal }), input.bytes, { signal }),

    'config.parse': async (input) => (await configuration()).parseConfig(input),
    'config.lint': async (input) => (await configuration()).lintConfig(input),
    'config.format': async ({ text }) => ({ text: (await configuration()).formatConfig(text) }),
    'config.edit': async ({ text, edits }) => ({ text: (await configuration()).editConfig(text, edits) }),
    'config.open': ({ path }) => configFiles.open(path),
    'config.save': ({ path, text, version }) => configFiles.save(path, text, version),
    'config.pick': async ({ what = 'files' }) => ({ files: await configFiles.pick(what) }),
    'config.openDropped': async () => ({ files: await configFiles.openDropped() }),
    'config.saveAs': async (input) => {
      const file = await configFiles.saveAs(input)
      return file ? { file } : {}
    },
    'config.version': async ({ path }) => ({ version: await configFiles.version(path) }),
    'config.recent': async () => ({ files: await configFiles.recent() }),
    'config.forget': async ({ path }) => ({ files: await configFiles.forget(path) }),
    'config.export': async (input) => (await exported()).exportSeal(input),
    'config.exportToFile': async (input) => {
      const { filename, text } = (await exported()).exportSeal(input)
      const path = await desktop.saveFile(filename, text)
      return path === undefined ? {} : { path }
    },
  }
}

interface Target {
  connection: AnyConnection
  region?: string | undefined
  endpoint?: string | undefined
}
