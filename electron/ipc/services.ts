/**
 * What the handlers stand on. Each entry is a port, a store or a use case; `main.ts` and `headless.ts` fill them, and
 * nothing here says how. A handler that needs more adds a service, not an import.
 */
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts'
import type { HostQuestion } from '../../shared/domain/host-question.ts'
import type { Bench } from '../seal/bench.ts'
import type { CallOptions, Clock, Identities, KmsAccess } from '../seal/ports.ts'
import type { Secret } from '../seal/secret.ts'
import type { SealsStore } from '../store/seals-store.ts'
import type { SettingsStore } from '../store/settings-store.ts'

/** The desktop around the app. In plain Node there is none, and its members answer with a diagnosis. */
export interface Desktop {
  /** Asks the user where to write `text` and writes it there; undefined when the user dismissed the question. */
  saveFile(suggestedName: string, text: string): Promise<string | undefined>
  /** Asks the user where to write a file; undefined when the user dismissed the question. */
  pickPlace(suggestedName: string): Promise<string | undefined>
  /** Asks the user for files, or for a folder; empty when the user dismissed the question. Absolute paths. */
  pickFiles(what: 'files' | 'folder'): Promise<string[]>
  /** The files that the user dropped onto the window last, handed out once. */
  droppedFiles(): Promise<string[]>
  /** Asks the user for one file of a server; undefined when the user dismissed the question. */
  pickFile(title: string): Promise<string | undefined>
  /** Whether the user lets requests signed as a server go to these origins; asks where that is not known. */
  allowHost(question: HostQuestion, options?: CallOptions): Promise<boolean>
  /** The text on the clipboard. It may hold secrets, and so stays in main. */
  paste(): Promise<string>
  /** Puts a text on the clipboard. A secret goes there on the user's own act only. */
  copy(text: Secret): Promise<void>
}

export type OpenedFile = OutputOf<'config.pick'>['files'][number]

/** Configuration files as this door may read and write them. Every method that takes a path refuses one that it may not. */
export interface ConfigFiles {
  open(path: string): Promise<OutputOf<'config.open'>>
  save(path: string, text: string, version: string): Promise<OutputOf<'config.save'>>
  pick(what: 'files' | 'folder'): Promise<OpenedFile[]>
  openDropped(): Promise<OpenedFile[]>
  /** Over the file that is open only if that still has its version. */
  saveAs(input: ParsedInputOf<'config.saveAs'>): Promise<OutputOf<'config.saveAs'>['file']>
  version(path: string): Promise<string>
  recent(): Promise<OutputOf<'config.recent'>['files']>
  forget(path: string): Promise<OutputOf<'config.forget'>['files']>
}

/** What is known of servers, by handle. It lives in memory, and no secret of it leaves main. */
export interface KnownServers {
  load(input: ParsedInputOf<'resolve.load'>): Promise<OutputOf<'resolve.load'>>
  drop(input: ParsedInputOf<'resolve.drop'>): Promise<OutputOf<'resolve.drop'>>
  unload(handle: string): Promise<void>
  /** A question as the core takes it: with the environment and the files of the handle that it names. */
  resolve(question: ParsedInputOf<'seal.resolve'>): Promise<OutputOf<'seal.resolve'>>
  principal(question: ParsedInputOf<'resolve.principal'>): Promise<OutputOf<'resolve.principal'>>
}

type Faults = OutputOf<'sandbox.faults'>['faults']

/** The embedded sandbox KMS as the app controls it. Each act answers with the state it led to. */
export interface SandboxControl {
  status(): Promise<OutputOf<'sandbox.status'>>
  start(options: ParsedInputOf<'sandbox.start'>): Promise<OutputOf<'sandbox.start'>>
  stop(): Promise<OutputOf<'sandbox.stop'>>
  reset(seed: ParsedInputOf<'sandbox.reset'>['seed']): Promise<OutputOf<'sandbox.reset'>>
  /** Shell lines that point an AWS client at the sandbox as one of its principals, the owner by default; as a role by its token file. */
  environmentBlock(principal?: string): Promise<Secret>
  requests(options: ParsedInputOf<'sandbox.requests'>): Promise<OutputOf<'sandbox.requests'>>
  faults(): Promise<Faults>
  addFault(fault: ParsedInputOf<'sandbox.addFault'>): Promise<Faults>
  clearFaults(id?: string): Promise<Faults>
  advance(days: number): Promise<OutputOf<'sandbox.advance'>>
  slowDown(milliseconds: number): Promise<void>
}

export interface Services {
  kms: KmsAccess
  identities: Identities
  seals: SealsStore
  settings: SettingsStore
  bench: Bench
  sandbox: SandboxControl
  desktop: Desktop
  configFiles: ConfigFiles
  servers: KnownServers
  clock: Clock
  info(): Promise<OutputOf<'app.info'>>
}
