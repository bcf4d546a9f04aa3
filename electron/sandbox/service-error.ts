/**
 * An error as the service answers it: a name, a status and, for most, a sentence. Whether it is written as JSON or as
 * XML is the protocol's business; who throws one knows nothing of the wire.
 */
export class ServiceError extends Error {
  override readonly name: string
  readonly status: number

  constructor(name: string, message = '', status = 400) {
    super(message)
    this.name = name
    this.status = status
  }
}

/** The store could not take the change, or the sandbox itself is wrong. Nothing of the request has happened. */
export function internalError(): ServiceError {
  return new ServiceError(
    'KMSInternalException',
    'The request was rejected because an internal exception occurred.',
    500,
  )
}

export function invalidGrantToken(): ServiceError {
  return new ServiceError('InvalidGrantTokenException', 'The grant token is not one of a grant in this region.')
}

export function notFound(message: string): ServiceError {
  return new ServiceError('NotFoundException', message)
}

export function invalidState(message: string): ServiceError {
  return new ServiceError('KMSInvalidStateException', message)
}

export function validation(message: string): ServiceError {
  return new ServiceError('ValidationException', message)
}

/** AWS answers this one without any sentence when the key's kind, not its state, rules the operation out. */
export function unsupported(message = ''): ServiceError {
  return new ServiceError('UnsupportedOperationException', message)
}
