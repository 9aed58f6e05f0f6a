import fs from 'node:fs'
import { EJSON } from 'bson'
import type { Store } from '../store'

/** A demo person that the preview can stand for. */
export interface DemoPerson {
  openid: string
  name: string
  /** Every role held, as it is called, e.g. `队长、义警`; `村民` for none. */
  role: string
  village: string
}

/** Highest first: the order in which roles are named. */
const ROLE_NAMES = new Map([
  ['office', '乡综治办'],
  ['leader', '领导小组'],
  ['police', '派出所联络员'],
  ['department', '部门'],
  ['reviewer', '村委'],
  ['captain', '队长'],
  ['deputy', '副队长'],
  ['volunteer', '义警'],
  ['trainer', '教官'],
  ['auditor', '审计'],
])
const NOBODY = '村民'
const PAGE = 1000

/**
 * The people of the demo township, those with a role first.
 * @param townshipFile the township's settings, for the villages' names
 */
export async function demoPeople(store: Store, townshipFile: string): Promise<DemoPerson[]> {
  const villages = villageNames(townshipFile)
  const people = (await allOf(store, 'people')).map((person) => {
    const roles = rolesOf(person['roles'])
    return {
      openid: text(person['openid']),
      name: text(person['name']),
      role: roles.length > 0 ? roles.join('、') : NOBODY,
      village: villages.get(text(person['villageId'])) ?? '',
    }
  })
  const rank = new Map([...ROLE_NAMES.values(), NOBODY].map((name, at) => [name, at]))
  const rankOf = ({ role }: DemoPerson): number => rank.get(role.split('、')[0] ?? '') ?? rank.size
  return people.filter(({ openid }) => openid !== '').sort((a, b) => rankOf(a) - rankOf(b))
}

function rolesOf(grants: unknown): string[] {
  const held = new Set(
    (Array.isArray(grants) ? grants : []).map((grant: unknown) =>
      typeof grant === 'object' && grant !== null && 'role' in grant ? grant.role : undefined,
    ),
  )
  return [...ROLE_NAMES].filter(([role]) => held.has(role)).map(([, name]) => name)
}

function villageNames(file: string): Map<string, string> {
  if (!fs.existsSync(file)) return new Map()
  const { villages } = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    villages?: { id: string; name: string }[]
  }
  return new Map((villages ?? []).map(({ id, name }) => [id, name]))
}

async function allOf(store: Store, collectionName: string): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = []
  for (;;) {
    const { data } = await store.execute('database.getDocument', {
      collectionName,
      query: '{}',
      queryType: 'WHERE',
      offset: all.length,
      limit: PAGE,
    })
    const list = typeof data === 'object' && data !== null && 'list' in data ? data.list : []
    const page = Array.isArray(list) ? list : []
    all.push(...page.map((each: unknown) => EJSON.parse(String(each)) as Record<string, unknown>))
    if (page.length < PAGE) return all
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
