import { EJSON } from 'bson'
import { Store, type IndexSpec } from '../../../localcloud/store'

/** A plain document of a test. */
export type Doc = Record<string, unknown>

/** A store as tests speak to it: values instead of wire texts. */
export interface Database {
  store: Store
  insert(docs: Doc[], transactionId?: string): Promise<unknown[]>
  find(query: Doc, options?: FindOptions): Promise<Doc[]>
  update(query: Doc, update: Doc, transactionId?: string): Promise<number>
  updateMany(query: Doc, update: Doc): Promise<number>
  set(id: unknown, doc: Doc, transactionId?: string): Promise<{ updated: number; upsert_id: unknown }>
  updateAndReturn(
    query: Doc,
    update: Doc,
    transactionId?: string,
  ): Promise<{ updated: number; doc: Doc | null }>
  remove(query: Doc, options?: { multi?: boolean; transactionId?: string }): Promise<number>
  count(query: Doc): Promise<number>
  aggregate(stages: Doc[]): Promise<Doc[]>
  begin(): Promise<string>
  commit(id: string): Promise<void>
  abort(id: string): Promise<void>
}

export interface FindOptions {
  order?: Doc
  limit?: number
  offset?: number
  projection?: Doc
  transactionId?: string
}

/** The collection that all these tests use. */
export const COLLECTION = 'things'

/** The time of serverDate in these tests. */
export const NOW = Date.UTC(2026, 10, 24, 12)

/** A new store in memory with one collection, or one over an open store. */
export function database(indexes: IndexSpec[] = [], opened?: Store): Database {
  const store = opened ?? Store.open({ dir: null, now: () => NOW })
  store.ensure({ [COLLECTION]: { indexes } })
  const run = (action: string, params: Doc) =>
    store.execute(`database.${action}`, { collectionName: COLLECTION, ...params })
  const data = async (action: string, params: Doc) => (await run(action, params)).data as Doc
  const update = async (query: Doc, change: Doc, more: Doc) =>
    (
      await data('modifyDocument', {
        query: text(query),
        data: text(change),
        merge: true,
        upsert: false,
        ...more,
      })
    ).updated as number
  return {
    store,
    insert: async (docs, transactionId) =>
      (await data('insertDocument', { data: docs.map(text), transactionId })).insertedIds as unknown[],
    find: async (query, { order, projection, ...rest } = {}) => {
      const params: Doc = { query: text(query), limit: 1000, ...rest }
      if (order) params.order = text(order)
      if (projection) params.projection = text(projection)
      return ((await data('getDocument', params)).list as string[]).map(parse)
    },
    update: (query, change, transactionId) => update(query, change, { multi: false, transactionId }),
    updateMany: (query, change) => update(query, change, { multi: true }),
    set: async (id, doc, transactionId) => {
      const params = {
        query: text({ _id: id }),
        data: text(doc),
        multi: false,
        merge: false,
        upsert: true,
        transactionId,
      }
      return (await data('modifyDocument', params)) as { updated: number; upsert_id: unknown }
    },
    updateAndReturn: async (query, change, transactionId) => {
      const reply = await data('modifyAndReturnDoc', {
        query: text(query),
        data: text(change),
        transactionId,
      })
      return {
        updated: reply.updated as number,
        doc: typeof reply.doc === 'string' ? parse(reply.doc) : null,
      }
    },
    remove: async (query, { multi = true, transactionId } = {}) =>
      (await data('removeDocument', { query: text(query), multi, transactionId })).deleted as number,
    count: async (query) => (await data('calculateDocument', { query: text(query) })).total as number,
    aggregate: async (stages) => {
      const list = stages.map((stage) => {
        const [stageKey = ''] = Object.keys(stage)
        return { stageKey, stageValue: EJSON.stringify(stage[stageKey], { relaxed: false }) }
      })
      return ((await data('aggregateDocuments', { stages: list })).list as string[]).map(parse)
    },
    begin: async () => (await store.execute('database.startTransaction', {})).transactionId as string,
    commit: async (transactionId) =>
      void (await store.execute('database.commitTransaction', { transactionId })),
    abort: async (transactionId) =>
      void (await store.execute('database.abortTransaction', { transactionId })),
  }
}

/** Canonical EJSON, as the SDK sends it. */
export function text(value: unknown): string {
  return EJSON.stringify(value, { relaxed: false })
}

function parse(json: string): Doc {
  return EJSON.parse(json) as Doc
}
