/**
 * From a request on the wire to its answer: who asks, for what, is it allowed, do it, make it durable, say so. Whatever
 * happens in between, the answer has AWS's shape; a bug of ours is an internal error to the caller and a line to the log.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Activity } from './activity.ts'
import type { CallFaults, Faults } from './faults.ts'
import type { Caller } from './model/principal.ts'
import type { Propagation } from './model/propagation.ts'
import type { Change } from './model/world.ts'
import type { Answer, OperationContext } from './operations/operation.ts'
import { operations, unservedOperations } from './operations/table.ts'
import { internalError, ServiceError, unsupported } from './service-error.ts'
import { openActions, type STSAnswer, signedActions } from './sts/actions.ts'
import { findSigner } from './sts/session.ts'
import { type TransactionParts, Transactions } from './transactions.ts'
import { Authenticator } from './wire/authenticate.ts'
import { parseBody } from './wire/input-shape.ts'
import { checkJSONRequest, isJSONProtocol, targetOperation } from './wire/json-protocol.ts'
import { checkAction, queryError, queryParameters, queryReply } from './wire/query-protocol.ts'
import { type Answered, type Broken, jsonError, jsonReply, type Reply } from './wire/reply.ts'
import { header, type WireRequest } from './wire/request.ts'

export interface ServiceParts extends TransactionParts {
  readonly activity: Activity
  readonly faults: Faults
  readonly propagation: Propagation
}

/** What is learnt about a request on its way, for the log. */
interface Trail {
  readonly requestId: string
  readonly arrivedAt: number
  operation: string
  principal?: string
  region?: string
  key?: string | undefined
  broken?: Broken
}

export class Service {
  readonly #parts: ServiceParts
  readonly #transactions: Transactions
  readonly #authenticator: Authenticator

  constructor(parts: ServiceParts) {
    this.#parts = parts
    this.#transactions = new Transactions(parts)
    // Signatures and sessions are made by programs that know only the machine's time.
    this.#authenticator = new Authenticator(parts.clock, (accessKeyId, token) => {
      return findSigner(parts.world, accessKeyId, token, parts.clock())
    })
  }

  async answer(request: WireRequest): Promise<Answered> {
    const trail: Trail = { requestId: randomUUID(), operation: '', arrivedAt: performance.now() }
    const { requestId } = trail
    const json = isJSONProtocol(request) && !isQueryGet(request)
    try {
      const reply = json ? await this.#answerKMS(request, trail) : await this.#answerSTS(request, trail)
      this.#note(request, trail, reply.status, trail.broken ?? 'ok')
      return { reply, requestId, ...(trail.broken && { broken: trail.broken }) }
    } catch (reason) {
      const error = this.#asServiceError(reason)
      this.#note(request, trail, error.status, trail.broken ?? error.name)
      const reply = json ? jsonError(error) : queryError(error, requestId)
      return { reply, requestId, ...(trail.broken && { broken: trail.broken }) }
    }
  }

  async #answerKMS(request: WireRequest, trail: Trail): Promise<Reply> {
    const name = targetOperation(request) ?? ''
    const operation = operations.get(name)
    trail.operation = operation || unservedOperations.has(name) ? name : 'unknown'
    const { caller, region } = this.#authenticator.authenticate(request, 'kms')
    Object.assign(trail, { principal: caller.name, region })
    checkJSONRequest(request)
    const faults = await this.#beginFaults(trail, 'kms', caller)
    if (unservedOperations.has(name)) throw unsupported(`The sandbox does not serve ${name}: no seal needs it.`)
    if (!operation) throw new ServiceError('UnknownOperationException')
    const members = parseBody(request.body)
    trail.key = keyNamed(members)
    const call = { region, operation: name, requestId: trail.requestId }
    const inWorld = <Result>(act: (context: OperationContext) => Result) =>
      this.#transactions.run((change) => act(this.#context(caller, call, change)))
    const prepared = operation.prepare(members, inWorld)
    const run = prepared instanceof Promise ? await prepared : prepared
    const answer = await inWorld(run)
    if (trail.key === undefined && typeof answer.KeyId === 'string') trail.key = answer.KeyId
    endFaults(trail, faults)
    return isEmpty(answer) ? { ...jsonReply(200, {}), body: '' } : jsonReply(200, answer)
  }

  async #answerSTS(request: WireRequest, trail: Trail): Promise<Reply> {
    trail.operation = 'sts'
    const parameters = queryParameters(request)
    const open = openActions.get(parameters.get('Action') ?? '')
    const caller = open ? undefined : this.#signerOf(request, trail)
    const action = checkAction(parameters, [...signedActions.keys(), ...openActions.keys()])
    trail.operation = action
    const faults = await this.#beginFaults(trail, 'sts', caller)
    const context = { world: this.#parts.world, parameters, now: this.#parts.clock() }
    const answer = await this.#transactions.run((): STSAnswer => {
      if (open) return open(context)
      const act = signedActions.get(action)
      if (act && caller) return act(context, caller)
      throw internalError()
    })
    endFaults(trail, faults)
    return queryReply(action, answer, trail.requestId)
  }

  #signerOf(request: WireRequest, trail: Trail): Caller {
    const { caller, region } = this.#authenticator.authenticate(request, 'sts')
    Object.assign(trail, { principal: caller.name, region })
    return caller
  }

  /** Lets the faults happen that come before the deed. */
  async #beginFaults(trail: Trail, service: 'kms' | 'sts', caller: Caller | undefined): Promise<CallFaults> {
    const faults = this.#parts.faults.take(trail.operation, service, caller)
    if (faults.latency > 0) await pause(faults.latency)
    if (faults.connection === 'reset-before') {
      trail.broken = 'reset'
      throw internalError()
    }
    if (faults.refusal) throw faults.refusal
    return faults
  }

  #context(
    caller: Caller,
    { region, operation, requestId }: { region: string; operation: string; requestId: string },
    change: (change: Change) => void,
  ): OperationContext {
    const { world, propagation } = this.#parts
    const now = this.#transactions.now()
    const { account } = caller
    const used: OperationContext['used'] = ({ account: owner, region: place, id }) => {
      // Kept in memory: a write to the disk for every use would cost more than a date is worth.
      world.noteUse({ account: owner, region: place, id, operation, at: now, requestId })
    }
    return { world, propagation, caller, region, account, operation, requestId, now, change, used }
  }

  #asServiceError(reason: unknown): ServiceError {
    if (reason instanceof ServiceError) return reason
    this.#parts.log('A request failed by a bug of the sandbox', reason)
    return internalError()
  }

  #note(request: WireRequest, { broken: _told, arrivedAt, ...trail }: Trail, status: number, result: string): void {
    const userAgent = (header(request, 'user-agent') ?? '').slice(0, 256)
    const durationMs = Math.round((performance.now() - arrivedAt) * 10) / 10
    this.#parts.activity.note({ at: this.#parts.clock(), ...trail, status, result, userAgent, durationMs })
  }

  /** Applies changes from outside a request (a seed, a reset) and waits until they are kept. */
  async change(changes: readonly Change[]): Promise<void> {
    await this.#transactions.change(changes)
    this.#authenticator.forget()
  }

  now(): number {
    return this.#transactions.now()
  }
}

/** Lets the faults happen that come after the deed. */
function endFaults(trail: Trail, { connection }: CallFaults): void {
  if (connection === 'reset-after') trail.broken = 'reset'
  if (connection === 'truncate') trail.broken = 'truncate'
}

/** The key that a request names, as it names it. */
function keyNamed(members: Record<string, unknown>): string | undefined {
  const named = [members.KeyId, members.SourceKeyId, members.DestinationKeyId, members.TargetKeyId, members.AliasName]
  return named.find((value) => typeof value === 'string')?.slice(0, 256)
}

function isEmpty(answer: Answer): boolean {
  for (const _member in answer) return false
  return true
}

/** A presigned GET of STS has its action in the query and no content type at all. */
function isQueryGet(request: WireRequest): boolean {
  return request.method === 'GET' && /(^|&)Action=/.test(request.query)
}
