/**
 * The use case behind each procedure, one line each. Translates nothing: input comes parsed, and what is thrown is the
 * router's business.
 */
import type { Connection } from '../../shared/domain/connection.ts'
import { checkSeal } from '../seal/check-seal.ts'
import { decodeStoredValue } from '../seal/decode-blob.ts'
import { describeKey, keyRotation } from '../seal/describe-key.ts'
import { exportSeal } from '../seal/export/export-seal.ts'
import { keyFitness } from '../seal/key-fitness.ts'
import { listKeys } from '../seal/list-keys.ts'
import type { CallOptions } from '../seal/ports.ts'
import { resolveConfiguration } from '../seal/resolve/resolve.ts'
import { verifyStoredValue } from '../seal/verify-blob.ts'
import { editConfig, formatConfig, lintConfig, parseConfig } from './configuration.ts'
import type { Handlers } from './handler.ts'
import type { Services } from './services.ts'

export function createHandlers(services: Services): Handlers {
  const { kms, identities, seals, settings, bench, sandbox, desktop, configFiles, clock } = services
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
    'sandbox.requests': async ({ limit }) => ({ requests: await sandbox.requests(limit) }),
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
    'identity.current': async () => (await identities.current()) ?? null,

    'keys.list': async (input, { signal, progress }) =>
      listKeys(await open(input, { signal }), { signal, onProgress: (loaded) => progress({ loaded }) }),
    'keys.describe': async (input, { signal }) => describeKey(await open(input, { signal }), input.key, { signal }),
    'keys.fitness': async (input, { signal }) =>
      keyFitness((await (await open(input, { signal })).describeKey(input.key, { signal })).value),
    'keys.rotation': async (input, { signal }) => keyRotation(await open(input, { signal }), input.key, { signal }),

    'seals.list': () => seals.list(),
    'seals.save': (input) => seals.save(input),
    'seals.remove': async ({ id }) => {
      await seals.remove(id)
      return {}
    },
    'seals.recordCheck': ({ id, check }) => seals.recordCheck(id, check),
    'seal.check': (input, { signal, progress }) =>
      checkSeal(() => open(input, { signal }), input.kmsKeyId, { clock, signal, onStep: progress }),
    'seal.resolve': (input) => resolveConfiguration(input, clock.now().getTime()),

    'bench.encrypt': async (input, { signal }) =>
      bench.encrypt(await open(input, { signal }), input.kmsKeyId, input.plaintext, { signal }),
    'bench.decrypt': async (input, { signal }) => bench.decrypt(await open(input, { signal }), input.blob, { signal }),
    'blob.decode': ({ bytes }) => decodeStoredValue(bytes),
    'blob.verify': async (input, { signal }) =>
      verifyStoredValue(await open(input, { signal }), input.bytes, { signal }),

    'config.parse': (input) => parseConfig(input),
    'config.lint': (input) => lintConfig(input),
    'config.format': ({ text }) => ({ text: formatConfig(text) }),
    'config.edit': ({ text, edits }) => ({ text: editConfig(text, edits) }),
    'config.open': ({ path }) => configFiles.open(path),
    'config.save': async ({ path, text, version }) => ({ version: await configFiles.save(path, text, version) }),
    'config.pick': async ({ what = 'files' }) => ({ files: await configFiles.pick(what) }),
    'config.openDropped': async () => ({ files: await configFiles.openDropped() }),
    'config.saveAs': async ({ suggestedName, text }) => {
      const file = await configFiles.saveAs(suggestedName, text)
      return file ? { file } : {}
    },
    'config.version': async ({ path }) => ({ version: await configFiles.version(path) }),
    'config.recent': async () => ({ files: await configFiles.recent() }),
    'config.forget': async ({ path }) => ({ files: await configFiles.forget(path) }),
    'config.export': (input) => exportSeal(input),
    'config.exportToFile': async (input) => {
      const { filename, text } = exportSeal(input)
      const path = await desktop.saveFile(filename, text)
      return path === undefined ? {} : { path }
    },
  }
}

interface Target {
  connection: Connection
  region?: string | undefined
  endpoint?: string | undefined
}
