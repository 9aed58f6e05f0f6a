/** One SDK line, seen through the calls that the tests make; results keep each line's own shape. */
export interface Sdk {
  init(config: object): Sdk
  DYNAMIC_CURRENT_ENV?: symbol
  database(): Database
  callFunction(call: { name: string; data?: unknown }): Promise<{ result: unknown }>
  uploadFile(file: { cloudPath: string; fileContent: unknown }): Promise<{ fileID: string }>
  getTempFileURL(list: {
    fileList: (string | { fileID: string; maxAge: number })[]
  }): Promise<{ fileList: { fileID: string; tempFileURL: string; code?: string; status?: number }[] }>
  downloadFile(file: { fileID: string }): Promise<{ fileContent: Buffer }>
  deleteFile(list: {
    fileList: string[]
  }): Promise<{ fileList: { fileID: string; code?: string; status?: number }[] }>
  openapi: Record<string, Record<string, (data: object) => Promise<Record<string, unknown>>>>
  getWXContext(): Record<string, unknown>
}

export interface Database {
  command: Record<string, (...args: unknown[]) => unknown> & {
    aggregate: Record<string, (...args: unknown[]) => unknown>
  }
  collection(name: string): Collection
  createCollection(name: string): Promise<unknown>
  runTransaction<T>(work: (transaction: Transaction) => Promise<T>, times?: number): Promise<T>
  startTransaction(): Promise<Transaction & { commit(): Promise<unknown>; rollback(): Promise<unknown> }>
}

export interface Transaction {
  collection(name: string): Collection
}

export interface Query {
  where(condition: object): Query
  orderBy(field: string, order: 'asc' | 'desc'): Query
  limit(count: number): Query
  get(): Promise<{ data: unknown }>
  count(): Promise<{ total: number }>
  update(change: object): Promise<unknown>
  remove(): Promise<unknown>
}

export interface Collection extends Query {
  add(document: object): Promise<{ id?: string; _id?: string }>
  doc(id: string): Pick<Query, 'get' | 'update' | 'remove'> & { set(document: object): Promise<unknown> }
  aggregate(): Aggregate
}

export interface Aggregate {
  match(condition: object): Aggregate
  group(fields: object): Aggregate
  sort(order: object): Aggregate
  end(): Promise<{ list?: unknown[]; data?: unknown[] }>
}

/** A line of the SDK and the ways in which its calls differ from the others'. */
export interface Line {
  name: string
  open(env: string): Sdk
  /** a document or change as this line takes it */
  write(document: object): object
  isWx: boolean
}

function wx(name: string): Line {
  return {
    name,
    isWx: true,
    open: () => {
      const sdk = jest.requireActual<Sdk>(name)
      sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV })
      return sdk
    },
    write: (data) => ({ data }),
  }
}

export const WX_LINES: Line[] = [wx('wx-server-sdk'), wx('wx-server-sdk-3'), wx('wx-server-sdk-2')]

export const LINES: Line[] = [
  {
    name: '@cloudbase/node-sdk',
    isWx: false,
    open: (env) => jest.requireActual<Sdk>('@cloudbase/node-sdk').init({ env }),
    write: (document) => document,
  },
  ...WX_LINES,
]

/** The document of a `doc(id).get()`: the node-sdk answers a list of one, the wx lines the document itself. */
export function documentOf(reply: { data: unknown }): Record<string, unknown> {
  const data: unknown = Array.isArray(reply.data) ? reply.data[0] : reply.data
  if (typeof data !== 'object' || data === null) throw new Error('no document')
  return { ...data }
}

/** An error as one text, whichever way the line words it: code, errCode, message and errMsg. */
export function describeError(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  return ['code', 'errCode', 'message', 'errMsg']
    .map((key) => String(Reflect.get(error, key) ?? ''))
    .join(' ')
}

/** What a promise is refused with. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    return `not refused: ${JSON.stringify(await work)}`
  } catch (error) {
    return describeError(error)
  }
}
