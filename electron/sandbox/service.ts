/**
 * From a request on the wire to its answer: who asks, for what, is it allowed, do it, make it durable, say so. Whatever
 * happens in between, the answer has AWS's shape; a bug of ours is an internal error to the caller and a line to the log.
 */
import { randomUUID } from 'node:crypto'
import type { Activity } from './activity.ts'
import type { Clock } from './clock.ts'
import type { Change, World } from './model/world.ts'
import type { Answer, OperationContext } from './operations/operation.ts'
import { operations } from './operations/table.ts'
import { internalError, ServiceError } from './service-error.ts'
import type { Store } from './store/store.ts'
import { Authenticator, type Caller } from './wire/authenticate.ts'
import { parseBody } from './wire/input-shape.ts'
import { checkJSONRequest, isJSONProtocol, targetOperation } from './wire/json-protocol.ts'
import { checkAction, queryError, queryParameters, queryReply } from './wire/query-protocol.ts'
import { type Answered, jsonError, jsonReply, type Reply } from './wire/reply.ts'
import { header, type WireRequest } from './wire/request.ts'

export interface ServiceParts {
  readonly world: World
  readonly store: Store
  readonly clock: Clock
  readonly activity: Activity
  /** Told about bugs of ours and about a disk that refuses. */
  readonly log: (message: string, reason: unknown) => void
}

/** What is learnt about a request on its way, for the log. */
interface Trail {
  operation: string
  principal?: string
  region?: string
  key?: string
}

export class Service {
  readonly #parts: ServiceParts
  readonly #authenticator: Authenticator
  #diskRefuses = false

  constructor(parts: ServiceParts) {
    this.#parts = parts
    this.#authenticator = new Authenticator(parts.clock, (accessKeyId) => parts.world.principals.get(accessKeyId))
  }

  async answer(request: WireRequest): Promise<Answered> {
    const requestId = randomUUID()
    const json = isJSONProtocol(request) && !isQueryGet(request)
    const trail: Trail = { operation: '' }
    try {
      const reply = json ? await this.#answerKMS(request, trail) : await this.#answerSTS(request, trail, requestId)
      this.#note(request, trail, requestId, reply.status, 'ok')
      return { reply, requestId }
    } catch (reason) {
      const error = this.#asServiceError(reason)
      this.#note(request, trail, requestId, error.status, error.name)
      return { reply: json ? jsonError(error) : queryError(error, requestId), requestId }
    }
  }

  async #answerKMS(request: WireRequest, trail: Trail): Promise<Reply> {
    const name = targetOperation(request)
    const operation = operations.get(name ?? '')
    trail.operation = operation && name ? name : 'unknown'
    const caller = this.#identify(request, 'kms', trail)
    checkJSONRequest(request)
    if (!operation || !name) throw new ServiceError('UnknownOperationException')
    const members = parseBody(request.body)
    if (typeof members.KeyId === 'string') trail.key = members.KeyId.slice(0, 256)
    const answer = await this.#durably((change) => operation.run(this.#context(caller, name, change), members))
    return Object.keys(answer).length === 0 ? { ...jsonReply(200, {}), body: '' } : jsonReply(200, answer)
  }

  async #answerSTS(request: WireRequest, trail: Trail, requestId: string): Promise<Reply> {
    trail.operation = 'sts'
    const { principal } = this.#identify(request, 'sts', trail)
    const action = checkAction(queryParameters(request), ['GetCallerIdentity'])
    trail.operation = action
    await this.#settled()
    const { arn, userId, account } = principal
    return queryReply(action, { Arn: arn, UserId: userId, Account: account }, requestId)
  }

  #identify(request: WireRequest, service: string, trail: Trail): Caller {
    const caller = this.#authenticator.authenticate(request, service)
    trail.principal = caller.principal.name
    trail.region = caller.region
    return caller
  }

  /**
   * Runs an operation in one go and answers when all that it changed, and all that it could have seen, is on the disk:
   * otherwise an Encrypt could hand out a ciphertext under a material that a crash then forgets.
   */
  async #durably(run: (change: (change: Change) => void) => Answer): Promise<Answer> {
    const { world, store, clock } = this.#parts
    this.#commit(world.due(clock()))
    const made: Change[] = []
    const undo: Change[] = []
    let answer: Answer | undefined
    let refusal: unknown
    try {
      answer = run((change) => applyWithUndo(world, change, made, undo))
    } catch (reason) {
      takeBack(world, undo)
      refusal = reason
    }
    if (answer && made.length > 0) store.append(made, () => takeBack(world, undo))
    await this.#settled()
    if (!answer) throw refusal
    return answer
  }

  #commit(changes: readonly Change[]): void {
    if (changes.length === 0) return
    const { world, store } = this.#parts
    const made: Change[] = []
    const undo: Change[] = []
    for (const change of changes) applyWithUndo(world, change, made, undo)
    store.append(made, () => takeBack(world, undo))
  }

  async #settled(): Promise<void> {
    const pending = this.#parts.store.settled()
    if (!pending) return
    try {
      await pending
      this.#diskRefuses = false
    } catch (reason) {
      // A full disk refuses every change: it is told once, not once for each.
      if (!this.#diskRefuses) this.#parts.log('The sandbox store cannot be written', reason)
      this.#diskRefuses = true
      throw internalError()
    }
  }

  #context({ principal, region }: Caller, operation: string, change: (change: Change) => void): OperationContext {
    const { world, clock } = this.#parts
    const { account, arn } = principal
    return { world, region, account, caller: principal, callerArn: arn, operation, now: clock(), change }
  }

  #asServiceError(reason: unknown): ServiceError {
    if (reason instanceof ServiceError) return reason
    this.#parts.log('A request failed by a bug of the sandbox', reason)
    return internalError()
  }

  #note(request: WireRequest, trail: Trail, requestId: string, status: number, result: string): void {
    const userAgent = (header(request, 'user-agent') ?? '').slice(0, 256)
    this.#parts.activity.note({ at: this.#parts.clock(), ...trail, status, result, userAgent, requestId })
  }

  /** Applies changes from outside a request (a seed, a reset) and waits until they are kept. */
  async change(changes: readonly Change[]): Promise<void> {
    this.#commit(changes)
    await this.#parts.store.settled()
    this.#authenticator.forget()
  }
}

/** A presigned GET of STS has its action in the query and no content type at all. */
function isQueryGet(request: WireRequest): boolean {
  return request.method === 'GET' && /(^|&)Action=/.test(request.query)
}

function applyWithUndo(world: World, change: Change, made: Change[], undo: Change[]): void {
  const inverse = world.apply(change)
  made.push(change)
  if (inverse) undo.push(inverse)
}

function takeBack(world: World, undo: readonly Change[]): void {
  for (const change of undo.toReversed()) world.apply(change)
}
