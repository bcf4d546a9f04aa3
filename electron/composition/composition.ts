/**
 * Everything but the window, put together once for both doors: ports filled, stores opened, one router over all
 * procedures. `main.ts` adds the desktop and a worker for the sandbox, `headless.ts` runs the sandbox in its own process.
 */
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { longestConfig } from '../../shared/contract/config.ts'
import type { OutputOf } from '../../shared/contract/index.ts'
import type { Settings } from '../../shared/domain/settings.ts'
import type { AwsWorld, Environment } from '../aws/world.ts'
import { createHandlers } from '../ipc/handlers.ts'
import { createRouter, type Router } from '../ipc/router.ts'
import type { Desktop } from '../ipc/services.ts'
import type { Clock } from '../seal/ports.ts'
import { createLog, type Log } from '../store/log.ts'
import { createRecentFiles } from '../store/recent-files.ts'
import { createSealsStore } from '../store/seals-store.ts'
import { createSettingsStore, type SettingsStore } from '../store/settings-store.ts'
import { createConfigFiles } from './config-files.ts'
import { sandboxInProcess } from './in-process-sandbox.ts'
import { createKnownServers } from './known-servers.ts'
import { lazyAws, lazyBench } from './lazy.ts'
import { rememberingIdentities } from './remembered-identity.ts'
import { type ControlledSandbox, controlSandbox, type SandboxRunner } from './sandbox-control.ts'
import { version } from './version.ts'

type Info = OutputOf<'app.info'>

export interface CompositionOptions {
  /** Folder of the app's own data; made when it is needed. */
  dataDirectory: string
  environment: Environment
  home: string
  desktop: Desktop
  /** What runs the sandbox of `sandboxDirectory(dataDirectory)`. Absent: this process. */
  sandbox?: SandboxRunner
  /** The proxy for a URL; absent: as the environment's proxy variables say. */
  proxyFor?: NonNullable<AwsWorld['proxyFor']>
  runtimes: Info['runtimes']
  unofficialElectron: boolean
  /** Whether the connection of the last use is taken up again. Not for `call`, where each process starts as nobody. */
  rememberIdentity?: boolean
  /** Whether only configuration files that the user chose may be opened: so for a page, which is not trusted. */
  confineFiles?: boolean
  /** Hears of the settings after each change, for what lies outside the page: the window's own theme. */
  onSettings?(settings: Settings): void
}

export interface Composition {
  router: Router
  sandbox: ControlledSandbox
  settings: SettingsStore
  log: Log
  close(): Promise<void>
}

/** The sandbox's own folder within the app's data. */
export const sandboxDirectory = (dataDirectory: string) => join(dataDirectory, 'sandbox')

const clock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() }

export function createComposition(options: CompositionOptions): Composition {
  const { dataDirectory: directory, environment, home, desktop, proxyFor } = options
  const log = createLog({ directory })
  const note = (message: string, reason: unknown) => log.warn('sandbox', { message, reason: String(reason) })
  const sandbox = controlSandbox(options.sandbox ?? sandboxInProcess(sandboxDirectory(directory), note))
  const world: AwsWorld = {
    environment,
    home,
    sandbox: () => sandbox.access(),
    sandboxEndpoint: () => sandbox.endpoint(),
    server: (handle) => servers.known(handle),
    ...(options.confineFiles && { allowHost: desktop.allowHost }),
    clock,
    userAgentApp: 'sealwright',
    ...(proxyFor && { proxyFor }),
  }
  const servers = createKnownServers({ desktop, environment, home, clock, confined: options.confineFiles ?? false })
  const aws = lazyAws(world)
  const settings = announced(createSettingsStore({ directory, clock }), options.onSettings)
  const remembered = async () => (await settings.read()).connection
  const handlers = createHandlers({
    kms: aws.kms,
    identities: options.rememberIdentity ? rememberingIdentities(aws.identities, remembered) : aws.identities,
    seals: createSealsStore({ directory, clock }),
    settings,
    bench: lazyBench(),
    sandbox,
    desktop,
    configFiles: createConfigFiles({
      desktop,
      recent: createRecentFiles({ directory, clock }),
      longest: longestConfig,
      confined: options.confineFiles ?? false,
    }),
    servers,
    clock,
    info: async () => info(options, await settings.keptAside()),
  })
  const router = createRouter(handlers, {
    bug: (error, context) => log.error('bug', { ...context, error }),
  })
  return {
    router,
    sandbox,
    settings,
    log,
    async close() {
      await sandbox.close()
      await aws.close()
      log.close()
    },
  }
}

function announced(store: SettingsStore, announce: CompositionOptions['onSettings']): SettingsStore {
  if (!announce) return store
  return {
    read: () => store.read(),
    keptAside: () => store.keptAside(),
    async write(patch) {
      const settings = await store.write(patch)
      announce(settings)
      return settings
    },
  }
}

function info(options: CompositionOptions, settingsKeptAside: string[]): Info {
  const { dataDirectory, runtimes, unofficialElectron } = options
  const places = {
    'Saved seals': 'seals.json',
    Settings: 'settings.json',
    'Files opened before': 'recent-files.json',
    Log: join('log', 'sealwright.log'),
    Sandbox: 'sandbox',
  }
  return {
    version,
    runtimes,
    files: Object.entries(places).map(([name, place]) => ({ name, path: join(dataDirectory, place) })),
    unofficialElectron,
    settingsKeptAside,
  }
}
