/** An error that the platform would answer: `code` is one of CloudBase's error codes (docs.cloudbase.net/error-code/basic). */
export class StoreError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'StoreError'
    this.code = code
  }
}

/** A request whose parameters are not what the SDK sends. */
export function invalidParam(message: string): StoreError {
  return new StoreError('INVALID_PARAM', message)
}

/** A statement that MongoDB would refuse, with MongoDB's own text. */
export function requestFailed(message: string): StoreError {
  return new StoreError('DATABASE_REQUEST_FAILED', message)
}

/** An operator that is not one of MongoDB's, or that this store does not have; the message names it. */
export function invalidOperator(message: string): StoreError {
  // Spelt as the platform spells it.
  return new StoreError('DATABASE_INVALID_OPERRATOR', message)
}

/** The statement names a collection that was never created. */
export function collectionNotExist(name: string): StoreError {
  return new StoreError('DATABASE_COLLECTION_NOT_EXIST', `[ResourceNotFound] Db or Table not exist: ${name}.`)
}

/** A unique index already holds the key; the text is MongoDB's error 11000. */
export function duplicateKey(collection: string, index: string, key: string): StoreError {
  return requestFailed(`E11000 duplicate key error collection: ${collection} index: ${index} dup key: ${key}`)
}

/** Another transaction or statement was first: the SDK's `runTransaction` starts over on this code. */
export function transactionConflict(): StoreError {
  return new StoreError(
    'DATABASE_TRANSACTION_CONFLICT',
    '[ResourceUnavailable.TransactionBusy] Transaction is busy: write conflict with a statement committed after its snapshot.',
  )
}

/** The transaction is not open: never started, ended, failed before, or older than 30 s. */
export function transactionNotExist(): StoreError {
  return new StoreError(
    'DATABASE_TRANSACTION_FAIL',
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds.',
  )
}
